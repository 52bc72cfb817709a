package io.github.volumesam.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of boxes from other programs are understood, and what is wrong in them is named. */
class BoxListTest {

	private static final Box FIRST = new Box(10, 20.5, 30, 40), SECOND = new Box(12, 21, 28, 39);
	private static final List<KeySlices> ONE_OBJECT = List.of(object(1));

	@TempDir
	private Path folder;

	private static KeySlices object(final int label) {
		return new KeySlices(label, new TreeMap<>(Map.of(4, Prompt.box(FIRST), 6, Prompt.box(SECOND))), 4, 6);
	}

	private List<KeySlices> read(final String text) throws IOException {
		return BoxList.read(Files.writeString(folder.resolve("boxes.csv"), text)).keySlices(100, 90, 10);
	}

	private void assertRefused(final String text, final String... words) {
		final String message = assertThrows(IllegalArgumentException.class, () -> read(text)).getMessage();
		for (final String word : words)
			assertTrue(message.contains(word), message);
	}

	// -- Tables --

	@Test
	void aTableWithTheUsualColumns() throws IOException {
		assertEquals(List.of(object(7)), read("label,slice,x,y,width,height\n7,5,10,20.5,30,40\n7,7,12,21,28,39\n"));
	}

	@Test
	void withoutLabelsThereIsOneObject() throws IOException {
		assertEquals(ONE_OBJECT, read("slice,x,y,width,height\n5,10,20.5,30,40\n7,12,21,28,39"));
	}

	@Test
	void aTableWithoutNamesHasTheUsualOrder() throws IOException {
		assertEquals(List.of(object(3)), read("3,5,10,20.5,30,40\n3,7,12,21,28,39\n"));
		assertEquals(ONE_OBJECT, read("5,10,20.5,30,40\r\n7,12,21,28,39\r\n"));
	}

	@Test
	void otherNamesOrdersAndColumnsAreUnderstood() throws IOException {
		assertEquals(List.of(object(7)), read("Score, Z ,XMin,XMax,y min,Y Max,Object ID\n.9,5,10,40,20.5,60.5,7\n" +
			".8,7,12,40,21,60,7\n"));
	}

	@Test
	void ofImageJsResultsTheBoxCountsAndNotTheCentroid() throws IOException {
		assertEquals(ONE_OBJECT, read(" \tArea\tX\tY\tBX\tBY\tWidth\tHeight\tSlice\n1\t900\t25\t40\t10\t20.5\t30\t40\t5\n" +
			"2\t800\t26\t40\t12\t21\t28\t39\t7\n"));
	}

	@Test
	void semicolonsDecimalCommasQuotesAndCommentsAreUnderstood() throws IOException {
		assertEquals(ONE_OBJECT, read("\uFEFF# from a spreadsheet\n\"Slice\";\"X\";\"Y\";\"Width\";\"Height\"\n\n" +
			"5;10;20,5;30;40\n\"7\";12;21;28;39\n"));
	}

	@Test
	void boxesOfSeveralObjectsMayStandInAnyOrder() throws IOException {
		final List<KeySlices> objects = read("label,slice,x,y,width,height\n2,5,1,1,5,5\n1,7,12,21,28,39\n1,5,10,20.5,30,40");
		assertEquals(object(1), objects.get(0));
		assertEquals(new KeySlices(2, new TreeMap<>(Map.of(4, Prompt.box(new Box(1, 1, 5, 5)))), 4, 4), objects.get(1));
	}

	@Test
	void aBoxOverTheEdgeIsCut() throws IOException {
		assertEquals(new Box(0, 80, 15, 10), read("1,1,-5,80,20,30").get(0).prompts().get(0).box().orElseThrow());
	}

	// -- JSON --

	@Test
	void jsonHasTheSameNames() throws IOException {
		final String boxes = "[{\"label\": 7, \"slice\": 5, \"x\": 10, \"y\": 20.5, \"width\": 30, \"height\": 40}," +
			" {\"Object\": 7, \"Z\": 7, \"left\": 12, \"top\": 21, \"right\": 40, \"bottom\": 60, \"score\": 0.5}]";
		assertEquals(List.of(object(7)), read(boxes));
		assertEquals(List.of(object(7)), read("{\"model\": \"x\", \"boxes\": " + boxes + "}"));
	}

	@Test
	void jsonMayHaveABoxInOneField() throws IOException {
		assertEquals(ONE_OBJECT, read("[{\"slice\": 5, \"bbox\": [10, 20.5, 30, 40]}, {\"slice\": 7, \"box\": [12, 21, 28, 39]}]"));
	}

	// -- What is wrong --

	@Test
	void aMissingColumnIsNamedWithThoseThereAre() {
		assertRefused("label,x,y,width,height\n1,2,3,4,5", "boxes.csv has no column 'slice'", "label,x,y,width,height");
		assertRefused("slice,x,y,width\n1,2,3,4", "no column 'height'");
		assertRefused("some text", "no column 'slice'", "label, slice, x, y, width, height", "some text");
	}

	@Test
	void aBadValueIsNamedWithItsLine() {
		final String header = "label,slice,x,y,width,height\n1,5,1,1,5,5\n\n";
		assertRefused(header + "1,6,abc,1,5,5", "line 4", "'abc' in the column 'x'");
		assertRefused(header + "1,6,1,1,,5", "line 4", "no 'width'");
		assertRefused(header + "1,6,1,1", "line 4", "no 'width'");
		assertRefused(header + "1,6.5,1,1,5,5", "line 4", "slice must be a whole number");
		assertRefused(header + "1,6,1,1,0,5", "line 4", "width and height must be above 0");
		assertRefused(header + "0,6,1,1,5,5", "line 4", "Label 0", "labels go from 1");
		assertRefused(header + "1.5,6,1,1,5,5", "line 4", "label must be a whole number");
		assertRefused(header + "1,6,1e999,1,5,5", "line 4", "finite");
	}

	@Test
	void aBoxOutsideTheImageIsNamedWithItsLine() {
		assertRefused("1,1,1,1,5,5\n1,11,1,1,5,5", "line 2", "no slice 11", "slices 1 to 10");
		assertRefused("1,1,1,1,5,5\n1,2,100,1,5,5", "line 2", "outside the slices, which are 100 x 90");
	}

	@Test
	void twoBoxesOfOneObjectOnASliceAreNamedWithBothLines() {
		assertRefused("slice,x,y,width,height\n3,1,1,5,5\n3,20,20,5,5", "line 3", "line 2", "object 1", "different labels");
	}

	@Test
	void whatIsWrongInJsonIsNamedWithItsBox() {
		assertRefused("{\"masks\": []}", "no list of boxes", "\"boxes\"");
		assertRefused("[{\"slice\": 5, \"x\": 1, \"y\": 1, \"width\": 5, \"height\": 5}, {\"slice\": 6}]", "box 2", "no 'x'");
		assertRefused("[{\"slice\": \"five\", \"x\": 1, \"y\": 1, \"width\": 5, \"height\": 5}]", "box 1", "\"five\"", "'slice'");
		assertRefused("[[1, 2, 3, 4]]", "box 1", "[1,2,3,4]");
		assertRefused("[{\"slice\": 5, \"box\": [1, 2, 3]}]", "box 1", "[x, y, width, height]");
		assertRefused("[{", "not JSON");
	}

	@Test
	void filesThatAreNoListsAreRefused() throws IOException {
		assertRefused("", "no box");
		assertRefused("slice,x,y,width,height\n", "no box");
		final Path image = Files.write(folder.resolve("image.csv"), new byte[] { 73, 73, 42, 0, (byte) 0xC3, (byte) 0x28 });
		assertTrue(assertThrows(IllegalArgumentException.class, () -> BoxList.read(image)).getMessage().contains(
			"not a text file"));
		assertTrue(assertThrows(IOException.class, () -> BoxList.read(folder.resolve("nowhere.csv"))).getMessage().contains(
			"nowhere.csv"));
	}
}
