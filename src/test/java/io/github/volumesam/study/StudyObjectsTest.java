package io.github.volumesam.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

class StudyObjectsTest {

	private static LabelObject object(final int label, final int voxels) {
		return new LabelObject(label, new TreeMap<>(Map.of(0, Mask.of(new Box(0, 0, voxels, 1)))), Map.of());
	}

	private static List<Integer> chosen(final List<LabelObject> all, final int smallest) {
		return StudyObjects.choose(all, smallest).stream().map(LabelObject::label).toList();
	}

	@Test
	void smallObjectsAreLeftOutAndTheLargestComesFirst() {
		assertEquals(List.of(3, 1), chosen(List.of(object(1, 100), object(2, 99), object(3, 200)), 100));
	}

	@Test
	void ofManyObjectsTwentyOfAllSizesAreChosen() {
		// 40 objects whose label is their size: every second one, from the largest.
		final List<LabelObject> all = IntStream.rangeClosed(1, 40).mapToObj(n -> object(n, n)).toList();
		assertEquals(IntStream.range(0, 20).mapToObj(i -> 39 - 2 * i).toList(), chosen(all, 1));
	}
}
