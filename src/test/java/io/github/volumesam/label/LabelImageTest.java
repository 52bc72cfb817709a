package io.github.volumesam.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.Volume;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelImageTest {

	private static LabelImage image(final int width, final int height, final float... labels) {
		return new LabelImage(new Volume("cells", ArrayImgs.floats(labels, width, height, labels.length / (width * height)),
			Calibration.PIXELS));
	}

	@Test
	void readsLabelsUpTo2To24() {
		final LabelImage image = image(2, 1, 0, 1, 70_000, 1 << 24);
		assertArrayEquals(new int[] { 0, 1 }, image.slice(0));
		assertArrayEquals(new int[] { 70_000, 1 << 24 }, image.slice(1));
		assertEquals(1 << 24, image.maxLabel());
	}

	@Test
	void collectsObjectsByLabelOverSlices() {
		final LabelImage image = image(3, 2, //
			5, 0, 2, //
			5, 5, 2, //
			//
			0, 0, 0, //
			2, 0, 2);
		final TreeMap<Integer, Mask> two = new TreeMap<>(Map.of( //
			0, Mask.of(2, 0, 1, 2, (x, y) -> true), //
			1, Mask.of(0, 1, 3, 1, (x, y) -> x != 1)));
		final TreeMap<Integer, Mask> five = new TreeMap<>(Map.of(0, Mask.of(0, 0, 2, 2, (x, y) -> x == 0 || y == 1)));
		assertEquals(List.of(new LabelObject(2, two, Map.of()), new LabelObject(5, five, Map.of())), image.objects());
	}

	@Test
	void anUnlabelledImageHasNoObject() {
		assertTrue(image(2, 2, 0, 0, 0, 0).objects().isEmpty());
		assertEquals(0, image(2, 2, 0, 0, 0, 0).maxLabel());
	}

	@ParameterizedTest
	@ValueSource(floats = { -1, 0.5f, Float.NaN, Float.POSITIVE_INFINITY, 16_777_218 })
	void saysWhereAValueIsNoLabel(final float value) {
		final String message = assertThrows(IllegalArgumentException.class, () -> image(2, 2, 0, 0, 0, 0, 0, 0, 0, value)
			.objects()).getMessage();
		assertTrue(message.contains("'cells'") && message.contains("x = 1, y = 1 on slice 2"), message);
	}
}
