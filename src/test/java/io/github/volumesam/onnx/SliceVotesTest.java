package io.github.volumesam.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Window;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Which windows are asked about a slice, with which boxes, and which of their masks count. */
class SliceVotesTest {

	private static final int SIDE = 20, DEPTH = 10;
	private static final Prompt PROMPT = Prompt.box(new Box(1, 2, 3, 4));
	private static final Mask BEFORE = rectangle(0, 0, 10, 8), MIDDLE = rectangle(2, 2, 9, 9), AFTER = rectangle(5, 4, 12, 7);
	private static final Mask VOTE = rectangle(14, 14, 3, 2), OTHER_VOTE = rectangle(1, 15, 2, 2);

	private final List<String> asked = new ArrayList<>();

	private static Mask rectangle(final int x, final int y, final int w, final int h) {
		return Mask.of(x, y, w, h, (i, j) -> true);
	}

	/** One answer, of which every logit is {@code logit} inside the mask and -10 outside. */
	private static Prediction answer(final Mask mask, final double iou, final float logit) {
		final float[] logits = new float[SIDE * SIDE];
		for (int i = 0; i < logits.length; i++)
			logits[i] = mask.contains(i % SIDE, i / SIDE) ? logit : -10;
		return new Prediction(mask, iou, Double.NaN, new LogitMap(Window.whole(SIDE, SIDE), SIDE, SIDE, logits));
	}

	private static List<Prediction> window(final double iou, final float logit, final Mask... masks) {
		return Stream.of(masks).map(mask -> answer(mask, iou, logit)).toList();
	}

	/** Slice 4 is asked, or another; {@code own} answers for it, {@code lower} and {@code upper} for the windows beside. */
	private Prediction count(final int z, final List<Prediction> own, final List<Prediction> lower,
		final List<Prediction> upper)
	{
		return SliceVotes.count(z, DEPTH, PROMPT, (middle, prompt) -> {
			asked.add(middle + " " + prompt.box().orElseThrow());
			return middle < z ? lower : middle > z ? upper : own;
		});
	}

	private static List<Prediction> lower() {
		return window(0.8, 10, Mask.EMPTY, Mask.EMPTY, VOTE);
	}

	private static List<Prediction> upper() {
		return window(0.7, 10, OTHER_VOTE, Mask.EMPTY, Mask.EMPTY);
	}

	private static List<Prediction> own() {
		return window(0.9, 10, BEFORE, MIDDLE, AFTER);
	}

	@Test
	void theWindowsBesideAreAskedWithTheBoxesOfTheOuterMasks() {
		count(4, own(), lower(), upper());
		assertEquals(List.of("4 " + new Box(1, 2, 3, 4), "3 " + new Box(0, 0, 10, 8), "5 " + new Box(5, 4, 12, 7)), asked);
	}

	@Test
	void aPixelThatAnyWindowHasIsInTheMask() {
		final Prediction found = count(4, own(), lower(), upper());
		assertEquals(MIDDLE.or(VOTE).or(OTHER_VOTE), found.mask());
		assertEquals(0.9, found.predictedIou());
		assertArrayEquals(answer(found.mask(), 0, 10).logits().values(), found.logits().values());
	}

	@Test
	void aWindowThatPredictsAPoorMaskDoesNotCount() {
		assertEquals(MIDDLE.or(OTHER_VOTE), count(4, own(), window(0.5, 10, Mask.EMPTY, MIDDLE, VOTE), upper()).mask());
	}

	@Test
	void aWindowWhoseEdgesAreUnsureDoesNotCount() {
		assertEquals(MIDDLE.or(VOTE), count(4, own(), lower(), window(0.7, 0.5f, OTHER_VOTE, MIDDLE, Mask.EMPTY)).mask());
	}

	@Test
	void aFewPixelsAreNotFollowed() {
		final Prediction found = count(4, window(0.9, 10, rectangle(0, 0, 10, 5), MIDDLE, rectangle(0, 0, 17, 3)), lower(),
			upper());
		assertEquals(MIDDLE.or(OTHER_VOTE), found.mask());
	}

	@Test
	void thereAreNoWindowsBeyondTheEnds() {
		assertEquals(MIDDLE.or(OTHER_VOTE), count(0, own(), lower(), upper()).mask());
		assertEquals(MIDDLE.or(VOTE), count(DEPTH - 1, own(), lower(), upper()).mask());
		assertEquals(4, asked.size());
	}
}
