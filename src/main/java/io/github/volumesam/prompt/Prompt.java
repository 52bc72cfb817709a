package io.github.volumesam.prompt;

import java.util.List;
import java.util.Optional;

/**
 * What a model is told about one object on one slice: any combination of a box,
 * points and a mask (of a neighbouring slice, say).
 *
 * @param box the object's box, if known
 * @param points points on and off the object
 * @param mask a rough mask, if known
 */
public record Prompt(Optional<Box> box, List<Point> points, Optional<Mask> mask) {

	/**
	 * @throws IllegalArgumentException if there is neither a box, nor a point, nor
	 *           a mask
	 */
	public Prompt {
		points = List.copyOf(points);
		if (box.isEmpty() && points.isEmpty() && mask.isEmpty()) throw new IllegalArgumentException(
			"A prompt needs a box, a point or a mask.");
	}

	public static Prompt box(final Box box) {
		return new Prompt(Optional.of(box), List.of(), Optional.empty());
	}

	public static Prompt points(final List<Point> points) {
		return new Prompt(Optional.empty(), points, Optional.empty());
	}

	public static Prompt mask(final Mask mask) {
		return new Prompt(Optional.empty(), List.of(), Optional.of(mask));
	}

	/**
	 * This prompt without what lies outside a slice of the given size.
	 *
	 * @throws IllegalArgumentException if nothing of it is inside
	 */
	public Prompt clipped(final int sliceWidth, final int sliceHeight) {
		return new Prompt(box.filter(b -> b.touches(sliceWidth, sliceHeight)).map(b -> b.clip(sliceWidth, sliceHeight)),
			points.stream().filter(p -> p.x() >= 0 && p.y() >= 0 && p.x() <= sliceWidth && p.y() <= sliceHeight).toList(), mask
				.map(m -> m.clip(sliceWidth, sliceHeight)).filter(m -> !m.isEmpty()));
	}

	/**
	 * Where the object is expected, as far as a box or a mask tells; widened to the
	 * points on it. Empty for points alone.
	 */
	public Optional<Box> region() {
		Box region = box.or(() -> mask.filter(m -> !m.isEmpty()).map(Mask::box)).orElse(null);
		if (region != null) for (final Point point : points)
			if (point.positive()) region = region.with(point);
		return Optional.ofNullable(region);
	}

	/** This prompt with a rough mask added. */
	public Prompt with(final Mask rough) {
		return new Prompt(box, points, Optional.of(rough));
	}
}
