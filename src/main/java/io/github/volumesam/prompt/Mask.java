package io.github.volumesam.prompt;

import java.util.Arrays;

/**
 * The pixels of one object on one slice. Immutable; one bit a pixel, and only the
 * rectangle that holds the object is stored, so thousands of masks fit in memory.
 * <p>
 * Each row is an array of 64-bit words whose first pixel is a multiple of 64, so
 * that two masks can be compared a word at a time.
 */
public final class Mask {

	/** A mask without a pixel. */
	public static final Mask EMPTY = new Mask(0, 0, 0, 0, new long[0]);

	private final int firstWord;
	private final int firstRow;
	private final int words;
	private final int rows;
	private final long[] bits;
	private final int area;
	private final int minX, minY, maxX, maxY;

	private Mask(final int firstWord, final int firstRow, final int words, final int rows, final long[] bits) {
		this.firstWord = firstWord;
		this.firstRow = firstRow;
		this.words = words;
		this.rows = rows;
		this.bits = bits;
		int n = 0, x0 = Integer.MAX_VALUE, y0 = Integer.MAX_VALUE, x1 = Integer.MIN_VALUE, y1 = Integer.MIN_VALUE;
		for (int r = 0; r < rows; r++) {
			for (int w = 0; w < words; w++) {
				final long word = bits[r * words + w];
				if (word == 0) continue;
				n += Long.bitCount(word);
				final int x = (firstWord + w) * 64;
				x0 = Math.min(x0, x + Long.numberOfTrailingZeros(word));
				x1 = Math.max(x1, x + 63 - Long.numberOfLeadingZeros(word));
				y0 = Math.min(y0, firstRow + r);
				y1 = Math.max(y1, firstRow + r);
			}
		}
		area = n;
		minX = x0;
		minY = y0;
		maxX = x1;
		maxY = y1;
	}

	/** Decides which pixels are inside. */
	@FunctionalInterface
	public interface Inside {

		boolean test(int x, int y);
	}

	/**
	 * The mask of all pixels of a rectangle for which {@code inside} holds.
	 *
	 * @param x left column of the rectangle
	 * @param y top row
	 * @param width number of columns
	 * @param height number of rows
	 */
	public static Mask of(final int x, final int y, final int width, final int height, final Inside inside) {
		if (width <= 0 || height <= 0) return EMPTY;
		final int first = x >> 6;
		final int words = (x + width - 1 >> 6) - first + 1;
		final long[] bits = new long[words * height];
		for (int j = 0; j < height; j++)
			for (int i = x; i < x + width; i++)
				if (inside.test(i, y + j)) bits[j * words + (i >> 6) - first] |= 1L << (i & 63);
		return new Mask(first, y, words, height, bits).trimmed();
	}

	/** The mask of a filled rectangle of whole pixels: those whose centre is in the box. */
	public static Mask of(final Box box) {
		final int x = (int) Math.ceil(box.x() - 0.5), y = (int) Math.ceil(box.y() - 0.5);
		return of(x, y, (int) Math.ceil(box.right() - 0.5) - x, (int) Math.ceil(box.bottom() - 0.5) - y, (i, j) -> true);
	}

	/** The mask of all pixels of some runs. */
	public static Mask of(final Runs runs) {
		if (runs.size() == 0) return EMPTY;
		int minX = Integer.MAX_VALUE, endX = Integer.MIN_VALUE;
		for (int i = 0; i < runs.size(); i++) {
			minX = Math.min(minX, runs.from(i));
			endX = Math.max(endX, runs.to(i));
		}
		final int first = minX >> 6, y = runs.y(0);
		final int words = (endX - 1 >> 6) - first + 1, height = runs.y(runs.size() - 1) - y + 1;
		final long[] bits = new long[words * height];
		for (int i = 0; i < runs.size(); i++) {
			final int row = (runs.y(i) - y) * words - first;
			final int last = runs.to(i) - 1;
			for (int w = runs.from(i) >> 6; w <= last >> 6; w++) {
				long word = -1L;
				if (w == runs.from(i) >> 6) word &= -1L << (runs.from(i) & 63);
				if (w == last >> 6) word &= -1L >>> 63 - (last & 63);
				bits[row + w] |= word;
			}
		}
		return new Mask(first, y, words, height, bits).trimmed();
	}

	/** The same pixels in the smallest storage. */
	private Mask trimmed() {
		if (area == 0) return EMPTY;
		final int w0 = (minX >> 6) - firstWord, w1 = (maxX >> 6) - firstWord;
		if (w0 == 0 && w1 == words - 1 && minY == firstRow && maxY == firstRow + rows - 1) return this;
		final int n = w1 - w0 + 1, h = maxY - minY + 1;
		final long[] copy = new long[n * h];
		for (int r = 0; r < h; r++)
			System.arraycopy(bits, (minY - firstRow + r) * words + w0, copy, r * n, n);
		return new Mask(firstWord + w0, minY, n, h, copy);
	}

	// -- Properties --

	public boolean isEmpty() {
		return area == 0;
	}

	/** Number of pixels. */
	public int area() {
		return area;
	}

	/** Leftmost column with a pixel. */
	public int minX() {
		return minX;
	}

	/** Topmost row with a pixel. */
	public int minY() {
		return minY;
	}

	/** Rightmost column with a pixel (inclusive). */
	public int maxX() {
		return maxX;
	}

	/** Lowest row with a pixel (inclusive). */
	public int maxY() {
		return maxY;
	}

	/**
	 * The tight box.
	 *
	 * @throws IllegalStateException if the mask is empty
	 */
	public Box box() {
		if (isEmpty()) throw new IllegalStateException("An empty mask has no box");
		return new Box(minX, minY, maxX - minX + 1, maxY - minY + 1);
	}

	public boolean contains(final int x, final int y) {
		if (area == 0 || y < minY || y > maxY || x < minX || x > maxX) return false;
		return (bits[(y - firstRow) * words + (x >> 6) - firstWord] >>> (x & 63) & 1) != 0;
	}

	/** Mean x of the pixel centres. */
	public double centroidX() {
		final double[] sum = new double[1];
		forEach((x, y) -> sum[0] += x + 0.5);
		return sum[0] / area;
	}

	/** Mean y of the pixel centres. */
	public double centroidY() {
		double sum = 0;
		for (int r = 0; r < rows; r++)
			for (int w = 0; w < words; w++)
				sum += (firstRow + r + 0.5) * Long.bitCount(bits[r * words + w]);
		return sum / area;
	}

	/** Receives pixels, row by row. */
	@FunctionalInterface
	public interface PixelConsumer {

		void accept(int x, int y);
	}

	/** Visits every pixel, row by row, from left to right. */
	public void forEach(final PixelConsumer consumer) {
		for (int r = 0; r < rows; r++)
			for (int w = 0; w < words; w++)
				for (long word = bits[r * words + w]; word != 0; word &= word - 1)
					consumer.accept((firstWord + w) * 64 + Long.numberOfTrailingZeros(word), firstRow + r);
	}

	/** Receives horizontal runs of pixels, row by row. */
	@FunctionalInterface
	public interface RunConsumer {

		/** Columns {@code from} to {@code to} (exclusive) of row {@code y}. */
		void accept(int y, int from, int to);
	}

	/** Visits every run of neighbouring pixels in a row, row by row, from left to right. */
	public void forEachRun(final RunConsumer consumer) {
		for (int r = 0; r < rows; r++) {
			boolean inside = false;
			int from = 0;
			for (int w = 0; w < words; w++) {
				final long word = bits[r * words + w];
				final int x = (firstWord + w) * 64;
				long changes = inside ? ~word : word;
				while (changes != 0) {
					final int bit = Long.numberOfTrailingZeros(changes);
					if (inside) consumer.accept(firstRow + r, from, x + bit);
					else from = x + bit;
					inside = !inside;
					changes = (inside ? ~word : word) & -1L << bit;
				}
			}
			if (inside) consumer.accept(firstRow + r, from, (firstWord + words) * 64);
		}
	}

	// -- Comparison --

	/** Number of pixels that both masks have. */
	public int overlap(final Mask other) {
		int n = 0;
		final int w0 = Math.max(firstWord, other.firstWord);
		final int w1 = Math.min(firstWord + words, other.firstWord + other.words);
		final int r0 = Math.max(firstRow, other.firstRow);
		final int r1 = Math.min(firstRow + rows, other.firstRow + other.rows);
		for (int r = r0; r < r1; r++)
			for (int w = w0; w < w1; w++)
				n += Long.bitCount(word(w, r) & other.word(w, r));
		return n;
	}

	/** Intersection over union; 1 for two empty masks. */
	public double iou(final Mask other) {
		final int both = overlap(other);
		final int either = area + other.area - both;
		return either == 0 ? 1 : (double) both / either;
	}

	// -- Set operations --

	public Mask and(final Mask other) {
		return combine(other, (a, b) -> a & b);
	}

	public Mask or(final Mask other) {
		return combine(other, (a, b) -> a | b);
	}

	/** The pixels of this mask that the other does not have. */
	public Mask minus(final Mask other) {
		return combine(other, (a, b) -> a & ~b);
	}

	/** The pixels of this mask for which {@code condition} holds; it is asked for these only. */
	public Mask where(final Inside condition) {
		if (isEmpty()) return EMPTY;
		return of(minX, minY, maxX - minX + 1, maxY - minY + 1, (x, y) -> contains(x, y) && condition.test(x, y));
	}

	/** The part inside a slice of the given size. */
	public Mask clip(final int width, final int height) {
		if (area == 0 || minX >= 0 && minY >= 0 && maxX < width && maxY < height) return this;
		final int x0 = Math.max(0, minX), y0 = Math.max(0, minY);
		return of(x0, y0, Math.min(width - 1, maxX) - x0 + 1, Math.min(height - 1, maxY) - y0 + 1, this::contains);
	}

	/** This mask moved by whole pixels. */
	public Mask shift(final int dx, final int dy) {
		if (isEmpty() || dx == 0 && dy == 0) return this;
		return of(minX + dx, minY + dy, maxX - minX + 1, maxY - minY + 1, (x, y) -> contains(x - dx, y - dy));
	}

	private interface WordOperation {

		long apply(long a, long b);
	}

	private Mask combine(final Mask other, final WordOperation operation) {
		if (isEmpty() && other.isEmpty()) return EMPTY;
		if (isEmpty()) return other.combine(this, (a, b) -> operation.apply(b, a));
		final Mask o = other.isEmpty() ? this : other;
		final int w0 = Math.min(firstWord, o.firstWord), w1 = Math.max(firstWord + words, o.firstWord + o.words);
		final int r0 = Math.min(firstRow, o.firstRow), r1 = Math.max(firstRow + rows, o.firstRow + o.rows);
		final long[] result = new long[(w1 - w0) * (r1 - r0)];
		for (int r = r0; r < r1; r++)
			for (int w = w0; w < w1; w++)
				result[(r - r0) * (w1 - w0) + w - w0] = operation.apply(word(w, r), other.word(w, r));
		return new Mask(w0, r0, w1 - w0, r1 - r0, result).trimmed();
	}

	private long word(final int w, final int r) {
		if (w < firstWord || w >= firstWord + words || r < firstRow || r >= firstRow + rows) return 0;
		return bits[(r - firstRow) * words + w - firstWord];
	}

	@Override
	public boolean equals(final Object object) {
		return object instanceof Mask other && area == other.area && (area == 0 || firstWord == other.firstWord &&
			firstRow == other.firstRow && words == other.words && Arrays.equals(bits, other.bits));
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(bits) * 31 + minX * 17 + minY;
	}

	@Override
	public String toString() {
		return isEmpty() ? "empty mask" : "mask of " + area + " pixels in " + box();
	}
}
