package io.github.volumesam.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ColorProcessor;

import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.ij.Images;
import io.github.volumesam.ij.RoiSets;
import io.github.volumesam.ij.TiffFiles;
import io.github.volumesam.label.LabelImage;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.session.SessionRecord;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with the embedded model on a small ball: centre (24, 20), slice 5, radius 12 x 12 x 3 slices. */
class SegmentCommandTest {

	private static final String BOX = "5,12,8,24,24";

	@TempDir
	private Path folder;
	private Path out;

	@BeforeEach
	void nameTheResults() {
		out = folder.resolve("results");
	}

	private static double ball(final int x, final int y, final int n) {
		final double dx = (x + 0.5 - 24) / 12, dy = (y + 0.5 - 20) / 12, dz = (n - 5) / 3.5;
		return dx * dx + dy * dy + dz * dz < 1 ? 200 : 50;
	}

	private Path image(final ImagePlus image) throws IOException {
		image.getCalibration().pixelWidth = image.getCalibration().pixelHeight = 0.5;
		image.getCalibration().pixelDepth = 2;
		image.getCalibration().setUnit("mm");
		final Path path = folder.resolve("ball.tif");
		TiffFiles.save(image, path);
		return path;
	}

	private Path ballImage() throws IOException {
		return image(Images.bytes(48, 40, 9, SegmentCommandTest::ball));
	}

	private CommandRun segment(final Path image, final String... more) {
		return segment(new Interrupt(), image, more);
	}

	/** With whole slices unless said otherwise: they need no cuts across them, which saves time. */
	private CommandRun segment(final Interrupt interrupt, final Path image, final String... more) {
		final List<String> arguments = new ArrayList<>(List.of("segment", image.toString(), "--out", out.toString()));
		arguments.addAll(List.of(more));
		if (!arguments.contains("--window")) arguments.addAll(List.of("--window", "slice"));
		return CommandRun.of(interrupt, arguments.toArray(String[]::new));
	}

	private Volume labels() throws IOException {
		return ImagePlusVolume.of(ImageFiles.open(out.resolve("ball-labels.tif")), 0, 1);
	}

	private List<Integer> foundLabels() throws IOException {
		return new LabelImage(labels()).objects().stream().map(LabelObject::label).toList();
	}

	private void assertNothingWritten() {
		assertFalse(Files.exists(out));
	}

	// -- What it writes --

	@Test
	void writesSixFilesAndNothingElse() throws IOException {
		final CommandRun run = segment(ballImage(), "--box", BOX);
		run.assertDone();
		assertEquals(List.of("ball-labels.tif", "ball-objects.csv", "ball-preview.png", "ball-rois.zip",
			"ball-session.json", "ball-slices.csv"), CommandRun.files(out));
		assertTrue(run.out().contains("Results in " + out), run.out());
		assertTrue(ImageIO.read(out.resolve("ball-preview.png").toFile()).getWidth() > 100);
		assertTrue(Files.readString(out.resolve("ball-objects.csv")).lines().skip(1).allMatch(row -> row.startsWith("1,")));
	}

	@Test
	void labelsLieWhereTheObjectIsAndKeepTheCalibration() throws IOException {
		segment(ballImage(), "--box", BOX + ",7").assertDone();
		assertEquals(new Calibration(0.5, 0.5, 2, "mm"), labels().calibration());
		final float[] slice = labels().slice(4);
		assertEquals(7, slice[20 * 48 + 24]);
		assertEquals(0, slice[2 * 48 + 2]);
		final long area = Stream.iterate(0, i -> i + 1).limit(slice.length).filter(i -> slice[i] == 7).count();
		assertTrue(Math.abs(area - Math.PI * 144) < 60, "area: " + area);
	}

	@Test
	void roisHavePositionsAndGroups() throws IOException {
		segment(ballImage(), "--box", BOX + ",7").assertDone();
		final List<Roi> rois = RoiSets.read(out.resolve("ball-rois.zip"));
		assertTrue(rois.stream().allMatch(roi -> roi.getGroup() == 7));
		assertTrue(rois.stream().anyMatch(roi -> roi.getPosition() == 5));
	}

	@Test
	void sessionHoldsImageHashAndPrompts() throws IOException {
		final Path image = ballImage();
		segment(image, "--box", BOX + ",7", "--intensity", "window:100,300", "--first", "2").assertDone();
		final SessionRecord session = SessionRecord.parse(Files.readString(out.resolve("ball-session.json")));
		assertEquals(Files.size(image), session.inputs().get(0).bytes());
		assertEquals(64, session.inputs().get(0).sha256().length());
		assertEquals(7, session.keySlices().get(0).label());
		assertEquals(1, session.keySlices().get(0).first());
		assertEquals(-50, session.parameters().mapping().low());
	}

	@Test
	void terminalAndSessionSayWhatItRanOn() throws IOException {
		final CommandRun run = segment(ballImage(), "--box", BOX, "--threads", "2");
		assertTrue(run.out().contains(" s; CPU, 2 threads)"), run.out());
		assertFalse(run.err().contains("runs on"), run.err());
		final SessionRecord session = SessionRecord.parse(Files.readString(out.resolve("ball-session.json")));
		assertEquals("CPU, 2 threads", session.run().device());
	}

	@Test
	void aDeviceThatIsMissingIsReplacedAndThatIsSaid() throws IOException {
		final CommandRun run = segment(ballImage(), "--box", BOX, "--device", "cuda");
		run.assertDone();
		assertTrue(run.err().startsWith("volume-sam: runs on CPU, "), run.err());
		assertTrue(run.err().contains("CUDA was asked for, but "), run.err());
	}

	@Test
	void anUnknownDeviceIsRefused() throws IOException {
		segment(ballImage(), "--box", BOX, "--device", "gpu").assertRefused("'gpu'", "auto, cpu, cuda or coreml");
		assertNothingWritten();
	}

	@Test
	void severalBoxesASliceShowWhereTheMasksAreDoubtful() throws IOException {
		segment(ballImage(), "--box", BOX, "--jitter", "5", "--window", "auto").assertDone();
		assertEquals(7, CommandRun.files(out).size());
		final ImagePlus image = ImageFiles.open(out.resolve("ball-doubt.tif"));
		assertEquals(32, image.getBitDepth());
		final Volume doubt = ImagePlusVolume.of(image, 0, 1);
		assertEquals(labels().calibration(), doubt.calibration());
		assertEquals(labels().depth(), doubt.depth());
		final float[] slice = doubt.slice(4);
		float largest = 0;
		for (int i = 0; i < slice.length; i++) {
			largest = Math.max(largest, slice[i]);
			final double distance = Math.hypot(i % 48 + 0.5 - 24, i / 48 + 0.5 - 20);
			if (distance < 6 || distance > 19) assertTrue(slice[i] < 0.01, "sure at a distance of " + distance);
		}
		assertTrue(largest > 0.01 && largest <= 0.25, "largest: " + largest);
		final List<String> rows = Files.readAllLines(out.resolve("ball-slices.csv"));
		final int column = List.of(rows.get(0).split(",")).indexOf("Agreement");
		final double agreement = Double.parseDouble(rows.get(1).split(",")[column]);
		assertTrue(agreement > 0.8 && agreement < 1, rows.get(1));
		assertEquals(5, SessionRecord.parse(Files.readString(out.resolve("ball-session.json"))).settings().jitter());
	}

	@Test
	void severalBoxesGiveTheSameWhateverTheNumberOfThreads() throws IOException {
		final List<String> tables = new ArrayList<>();
		final List<byte[]> images = new ArrayList<>();
		for (final String threads : new String[] { "1", "2", "4" }) {
			segment(ballImage(), "--box", BOX, "--jitter", "3", "--threads", threads).assertDone();
			tables.add(Files.readString(out.resolve("ball-slices.csv")));
			images.add(Files.readAllBytes(out.resolve("ball-doubt.tif")));
		}
		assertEquals(tables.get(0), tables.get(1));
		assertEquals(tables.get(0), tables.get(2));
		assertArrayEquals(images.get(0), images.get(1));
		assertArrayEquals(images.get(0), images.get(2));
	}

	@Test
	void lessThanOneBoxASliceIsRefused() throws IOException {
		segment(ballImage(), "--box", BOX, "--jitter", "0").assertRefused("1 box or more", "not 0");
		assertNothingWritten();
	}

	@Test
	void replacesTheResultsOfAnEarlierRun() throws IOException {
		final Path image = ballImage();
		segment(image, "--box", BOX).assertDone();
		segment(image, "--box", BOX + ",9").assertDone();
		assertEquals(List.of(9), foundLabels());
		assertEquals(6, CommandRun.files(out).size());
	}

	// -- Prompts --

	@Test
	void boxesWithoutALabelAreNumberedPastThoseTaken() throws IOException {
		final CommandRun run = segment(ballImage(), "--box", "5,12,8,12,24", "--box", "5,24,8,12,24,1", "--box",
			"4,30,30,10,9");
		assertTrue(run.exitCode() == 0 || run.exitCode() == 1, run.err());
		final SessionRecord session = SessionRecord.parse(Files.readString(out.resolve("ball-session.json")));
		assertEquals(List.of(2, 1, 3), session.keySlices().stream().map(k -> k.label()).toList());
	}

	@Test
	void boxesOfOneLabelAreKeySlicesOfOneObject() throws IOException {
		segment(ballImage(), "--box", BOX + ",3", "--box", "6,13,9,22,22,3").assertDone();
		final SessionRecord session = SessionRecord.parse(Files.readString(out.resolve("ball-session.json")));
		assertEquals(1, session.keySlices().size());
		assertEquals(2, session.keySlices().get(0).prompts().size());
	}

	@Test
	void roisArePrompts() throws IOException {
		final Path rois = folder.resolve("RoiSet.zip");
		final Roi roi = new Roi(12, 8, 24, 24);
		roi.setPosition(5);
		roi.setGroup(6);
		RoiSets.write(rois, List.of(roi));
		segment(ballImage(), "--rois", rois.toString()).assertDone();
		assertEquals(List.of(6), foundLabels());
	}

	@Test
	void aListOfBoxesIsFollowedFromItsFirstToItsLastSlice() throws IOException {
		final Path boxes = Files.writeString(folder.resolve("boxes.csv"),
			"label,slice,x,y,width,height\n6,4,12,8,24,24\n6,5,12,8,24,24\n6,7,13,9,22,22\n");
		segment(ballImage(), "--boxes", boxes.toString()).assertDone();
		final LabelObject object = new LabelImage(labels()).objects().get(0);
		assertEquals(6, object.label());
		assertEquals(List.of(3, 4, 5, 6), List.copyOf(object.masks().keySet()));
		final SessionRecord session = SessionRecord.parse(Files.readString(out.resolve("ball-session.json")));
		assertEquals("boxes", session.inputs().get(1).role());
	}

	@Test
	void listedBoxesAndOthersGoTogether() throws IOException {
		final Path boxes = Files.writeString(folder.resolve("boxes.json"),
			"[{\"slice\": 5, \"x\": 12, \"y\": 8, \"width\": 24, \"height\": 24}]");
		segment(ballImage(), "--boxes", boxes.toString(), "--box", "6,13,9,22,22,1", "--box", BOX);
		final SessionRecord session = SessionRecord.parse(Files.readString(out.resolve("ball-session.json")));
		assertEquals(List.of(1, 2), session.keySlices().stream().map(k -> k.label()).toList());
		assertEquals(List.of(4, 5), List.copyOf(session.keySlices().get(0).prompts().keySet()));
		assertEquals(5, session.keySlices().get(0).last());
		assertEquals(8, session.keySlices().get(1).last());
	}

	@Test
	void paintedLabelsArePrompts() throws IOException {
		final Path mask = folder.resolve("mask.tif");
		TiffFiles.save(Images.bytes(48, 40, 9, (x, y, n) -> n == 5 && ball(x, y, n) > 100 ? 42 : 0), mask);
		segment(ballImage(), "--mask", mask.toString()).assertDone();
		assertEquals(List.of(42), foundLabels());
	}

	@Test
	void firstAndLastLimitTheObject() throws IOException {
		segment(ballImage(), "--box", BOX, "--first", "5", "--last", "5").assertDone();
		final LabelObject object = new LabelImage(labels()).objects().get(0);
		assertEquals(4, object.masks().firstKey());
		assertEquals(4, object.masks().lastKey());
		assertTrue(Files.readString(out.resolve("ball-slices.csv")).contains("limit set by the user"));
	}

	@Test
	void otherAxesYieldLabelsInTheSameOrientation() throws IOException {
		final Path image = image(Images.bytes(40, 36, 32, (x, y, n) -> x >= 10 && x < 30 && y >= 8 && y < 28 && n > 6 &&
			n <= 26 ? 200 : 50));
		segment(image, "--axis", "xz", "--box", "18,10,6,20,20", "--first", "17", "--last", "19").assertDone();
		assertEquals(40, labels().width());
		assertEquals(32, labels().depth());
		assertEquals(1, labels().slice(15)[17 * 40 + 20]);
		assertEquals(0, labels().slice(15)[10 * 40 + 20]);
	}

	// -- Unusual images --

	@Test
	void aFlatImageIsOneSlice() throws IOException {
		segment(image(Images.bytes(48, 40, 1, (x, y, n) -> ball(x, y, 5))), "--box", "1,12,8,24,24").assertDone();
		assertEquals(1, labels().depth());
		assertEquals(1, labels().slice(0)[20 * 48 + 24]);
	}

	@Test
	void framesThatMayBeSlicesArePointedOut() throws IOException {
		final ImagePlus frames = Images.bytes(48, 40, 3, (x, y, n) -> ball(x, y, 5));
		frames.setDimensions(1, 1, 3);
		final CommandRun run = segment(image(frames), "--box", "2,12,8,24,24");
		assertEquals(1, run.exitCode());
		assertTrue(run.err().contains("3 frames of one slice each"), run.err());
		segment(image(frames), "--box", "1,12,8,24,24", "--frame", "3").assertDone();
	}

	@Test
	void rgbIsTakenByBrightnessOrChannel() throws IOException {
		final ColorProcessor rgb = new ColorProcessor(48, 40);
		for (int y = 0; y < 40; y++)
			for (int x = 0; x < 48; x++)
				rgb.set(x, y, (int) ball(x, y, 5) << 8);
		final Path image = image(new ImagePlus("rgb", rgb));
		segment(image, "--box", "1,12,8,24,24").assertDone();
		segment(image, "--box", "1,12,8,24,24", "--channel", "2").assertDone();
		assertEquals(1, labels().slice(0)[20 * 48 + 24]);
		segment(image, "--box", "1,12,8,24,24", "--channel", "4").assertRefused("channel 4", "3 channels");
	}

	@Test
	void nanAndInfinityDoNoHarm() throws IOException {
		segment(image(Images.floats(48, 40, 9, (x, y, n) -> x == 0 ? Double.NaN : x == 1 ? Double.POSITIVE_INFINITY : x == 2
			? Double.NEGATIVE_INFINITY : ball(x, y, n))), "--box", BOX).assertDone();
		assertEquals(1, labels().slice(4)[20 * 48 + 24]);
	}

	@Test
	void slicesOfOnePixelDoNoHarm() throws IOException {
		final CommandRun run = segment(image(Images.bytes(1, 1, 3, (x, y, n) -> n)), "--box", "2,0,0,1,1");
		assertTrue(run.exitCode() == 0 || run.err().contains("nothing was found"), run.err());
		assertFalse(run.err().contains("\tat "), run.err());
	}

	@Test
	void slicesOfMoreThanEightThousandPixelsAreRead() throws IOException {
		segment(image(Images.bytes(8200, 40, 1, (x, y, n) -> ball(x - 8100, y, 5))), "--box", "1,8112,8,24,24",
			"--window", "auto").assertDone();
		assertEquals(1, labels().slice(0)[20 * 8200 + 8124]);
		assertEquals(0, labels().slice(0)[20 * 8200 + 24]);
	}

	// -- Bad input --

	@Test
	void aMissingEmptyOrDamagedImageIsNamed() throws IOException {
		segment(folder.resolve("nowhere.tif"), "--box", BOX).assertRefused("nowhere.tif", "no file");
		segment(Files.createFile(folder.resolve("empty.tif")), "--box", BOX).assertRefused("empty.tif", "empty");
		final byte[] bytes = Files.readAllBytes(ballImage());
		segment(Files.write(folder.resolve("cut.tif"), Arrays.copyOf(bytes, 9000)), "--box", BOX).assertRefused("cut.tif",
			"damaged");
		assertNothingWritten();
	}

	@Test
	void aMissingEmptyOrDamagedModelIsNamed() throws IOException {
		final Path image = ballImage(), empty = Files.createFile(folder.resolve("empty.onnx"));
		final Path noise = Files.write(folder.resolve("noise.onnx"), new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
		final Path json = Files.writeString(folder.resolve("model.json"), "{ \"id\": ");
		segment(image, "--box", BOX, "--model", "nowhere.json").assertRefused("nowhere.json");
		segment(image, "--box", BOX, "--model", empty + "," + empty).assertRefused("empty.onnx", "empty");
		segment(image, "--box", BOX, "--model", noise + "," + noise).assertRefused("noise.onnx");
		segment(image, "--box", BOX, "--model", json.toString()).assertRefused("model.json");
		segment(image, "--box", BOX, "--model", "embeded").assertRefused("'embeded'", "embedded");
		assertNothingWritten();
	}

	@Test
	void encoderAndDecoderInTheWrongOrderAreRefused() throws IOException {
		final Path encoder = Path.of("models/embedded/encoder.onnx"), decoder = Path.of("models/embedded/decoder.onnx");
		segment(ballImage(), "--box", BOX, "--model", decoder + "," + encoder).assertRefused("decoder.onnx", "Tensors");
		segment(ballImage(), "--box", BOX, "--model", encoder + "," + encoder).assertRefused("encoder.onnx", "Tensors");
		assertNothingWritten();
	}

	@Test
	void aBoxOutsideTheImageIsNamed() throws IOException {
		segment(ballImage(), "--box", "5,48,8,10,10").assertRefused("5,48,8,10,10", "48 x 40");
		segment(ballImage(), "--box", "10,12,8,24,24").assertRefused("10,12,8,24,24", "slices 1 to 9");
		segment(ballImage(), "--box", "0,12,8,24,24").assertRefused("no slice 0");
		assertNothingWritten();
	}

	@Test
	void aBoxThatIsNoneIsNamed() throws IOException {
		for (final String box : List.of("5,12,8,24", "5,12,8,24,24,1,1", "5,12,8,0,24", "5,12,8,24,x", "5.5,12,8,24,24",
			"5,12,8,NaN,24", "", "5,12,8,Infinity,3"))
			segment(ballImage(), "--box", box).assertRefused("--box " + box);
		assertNothingWritten();
	}

	@Test
	void noPromptIsRefused() throws IOException {
		segment(ballImage()).assertRefused("--box, --boxes, --rois or --mask");
		assertNothingWritten();
	}

	@Test
	void labelsOutOfRangeAreRefused() throws IOException {
		segment(ballImage(), "--box", BOX + ",0").assertRefused("Label 0", "16777216");
		segment(ballImage(), "--box", BOX + ",16777217").assertRefused("Label 16777217");
		segment(ballImage(), "--box", BOX + ",-3").assertRefused("Label -3");
		segment(ballImage(), "--box", BOX + ",16777216").assertDone();
		assertEquals(List.of(1 << 24), foundLabels());
	}

	@Test
	void limitsThatMakeNoSenseAreRefused() throws IOException {
		segment(ballImage(), "--box", BOX, "--last", "10").assertRefused("last slice 10", "1 to 9");
		segment(ballImage(), "--box", BOX, "--first", "-1").assertRefused("first slice -1");
		segment(ballImage(), "--box", BOX, "--first", "6", "--last", "3").assertRefused("first slice 6", "last slice 3");
		segment(ballImage(), "--box", BOX, "--first", "6").assertRefused("slice 5");
		assertNothingWritten();
	}

	@Test
	void unknownChoicesNameTheKnownOnes() throws IOException {
		segment(ballImage(), "--box", BOX, "--axis", "zz").assertRefused("'zz'", "xy, xz or yz");
		segment(ballImage(), "--box", BOX, "--intensity", "loud").assertRefused("'loud'", "percentile");
		segment(ballImage(), "--box", BOX, "--prompt", "guess").assertRefused("'guess'", "box+mask");
		segment(ballImage(), "--box", BOX, "--window", "big").assertRefused("'big'", "tiles");
		segment(ballImage(), "--box", BOX, "--threads", "-1").assertRefused("-1");
		segment(ballImage(), "--box", BOX, "--frame", "2").assertRefused("frame 2", "1 frame");
		assertNothingWritten();
	}

	@Test
	void aMaskOfAnotherSizeOrWithoutPaintIsRefused() throws IOException {
		final Path small = folder.resolve("small.tif"), blank = folder.resolve("blank.tif"), odd = folder.resolve(
			"odd.tif");
		TiffFiles.save(Images.bytes(47, 40, 9, (x, y, n) -> 1), small);
		TiffFiles.save(Images.bytes(48, 40, 9, (x, y, n) -> 0), blank);
		TiffFiles.save(Images.floats(48, 40, 9, (x, y, n) -> 0.5), odd);
		segment(ballImage(), "--mask", small.toString()).assertRefused("47 x 40 x 9", "48 x 40 x 9");
		segment(ballImage(), "--mask", blank.toString()).assertRefused("blank.tif");
		segment(ballImage(), "--mask", odd.toString()).assertRefused("0.5");
		assertNothingWritten();
	}

	@Test
	void anOutputThatCannotBeWrittenIsRefusedBeforeTheWork() throws IOException {
		final Path file = Files.createFile(folder.resolve("results"));
		segment(ballImage(), "--box", BOX).assertRefused("results", "is a file");
		Files.delete(file);
		Files.createFile(folder.resolve("in-the-way"));
		out = folder.resolve("in-the-way").resolve("results");
		segment(ballImage(), "--box", BOX).assertRefused("results");
	}

	@Test
	void optionsThatAreMissingOrUnknownGiveAHint() {
		final CommandRun run = CommandRun.of("segment", "a.tif", "--bx", BOX);
		assertEquals(2, run.exitCode());
		assertTrue(run.err().contains("--help"), run.err());
		assertEquals(2, CommandRun.of().exitCode());
	}

	// -- Interrupt --

	/** Is requested once the working thread has asked so many times; other threads do not count. */
	private static Interrupt interruptAfter(final int questions) {
		final Thread worker = Thread.currentThread();
		return new Interrupt() {

			private int asked;

			@Override
			boolean isRequested() {
				if (Thread.currentThread() == worker) asked++;
				return asked > questions;
			}
		};
	}

	@Test
	void anInterruptKeepsWhatIsFinishedAndSaysSo() throws IOException {
		// With one thread, which is the one whose questions are counted.
		final List<String> boxes = new ArrayList<>(List.of("--threads", "1"));
		for (int label = 1; label <= 20; label++)
			boxes.addAll(List.of("--box", BOX + "," + label));
		final CommandRun run = segment(interruptAfter(25), ballImage(), boxes.toArray(String[]::new));
		assertEquals(130, run.exitCode(), run.err());
		assertTrue(run.err().contains("interrupted"), run.err());
		assertEquals(6, CommandRun.files(out).size());
		assertTrue(foundLabels().contains(1));
		final String objects = Files.readString(out.resolve("ball-objects.csv"));
		assertEquals(21, objects.lines().count());
		assertTrue(objects.contains("cancelled"), objects);
	}

	@Test
	void anInterruptBeforeAnythingIsFoundLeavesNothing() throws IOException {
		final Interrupt interrupt = new Interrupt();
		interrupt.request();
		final CommandRun run = segment(interrupt, ballImage(), "--box", BOX);
		assertEquals(130, run.exitCode(), run.err());
		assertTrue(run.err().contains("nothing has been written"), run.err());
		assertNothingWritten();
	}

	@Test
	void zippedImagesAndTheirTitlesWork() throws IOException {
		final Path zip = folder.resolve("ball.zip");
		new FileSaver(Images.bytes(48, 40, 9, SegmentCommandTest::ball)).saveAsZip(zip.toString());
		segment(zip, "--box", BOX).assertDone();
		assertArrayEquals(new int[] { 48, 40, 9 }, new int[] { labels().width(), labels().height(), labels().depth() });
	}

	// -- Sessions --

	private CommandRun replay(final Path image) {
		return CommandRun.of("replay", out.resolve("ball-session.json").toString(), "--out", folder.resolve("again")
			.toString(), "--image", image.toString());
	}

	@Test
	void replayedSessionGivesTheSameFiles() throws IOException {
		segment(ballImage(), "--box", BOX + ",7", "--prompt", "points", "--intensity", "window:100,301").assertDone();
		CommandRun.of("replay", out.resolve("ball-session.json").toString(), "--out", folder.resolve("again").toString())
			.assertDone();
		for (final String file : List.of("ball-labels.tif", "ball-objects.csv", "ball-slices.csv", "ball-preview.png"))
			assertArrayEquals(Files.readAllBytes(out.resolve(file)), Files.readAllBytes(folder.resolve("again").resolve(file)),
				file);
	}

	@Test
	void sessionIsNotReplayedOnAnotherImage() throws IOException {
		final Path image = ballImage();
		segment(image, "--box", BOX).assertDone();
		replay(folder.resolve("missing.tif")).assertRefused("missing.tif");
		final ImagePlus changed = ImageFiles.open(image);
		changed.getStack().getProcessor(9).set(47, 39, 51);
		TiffFiles.save(changed, image);
		replay(image).assertRefused("has changed since the session");
		replay(image(Images.bytes(48, 40, 8, SegmentCommandTest::ball))).assertRefused("48 x 40 x 9");
		assertFalse(Files.exists(folder.resolve("again")));
	}
}
