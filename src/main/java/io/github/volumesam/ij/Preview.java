package io.github.volumesam.ij;

import io.github.volumesam.label.Glasbey;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.label.LabelVolume;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.IntensityMapping;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

/**
 * A picture that shows at a glance what was found: up to 12 XY slices around the
 * objects, in the grey values that the model saw, with an outline in each object's
 * colour and the number of the slice. Where the truth is known it is drawn underneath,
 * in white and thinner.
 */
public final class Preview {

	private static final int MAX_SLICES = 12;
	private static final int TILE = 360;
	private static final int GAP = 4;
	/** Widths of outlines, in pixels. */
	private static final int THICK = 2, THIN = 1;
	/** The digits 0 to 9, 3 × 5 bits each; needs no font, which a server may not have. */
	private static final int[] DIGITS = { 0b111_101_101_101_111, 0b010_110_010_010_111, 0b111_001_111_100_111,
		0b111_001_111_001_111, 0b101_101_111_001_001, 0b111_100_111_001_111, 0b111_100_111_101_111, 0b111_001_001_001_001,
		0b111_101_111_101_111, 0b111_101_111_001_111 };

	private final WindowReader reader;
	private final LabelVolume labels;
	private final Optional<LabelVolume> truth;
	private final Window window;
	private final int tileWidth, tileHeight;

	private Preview(final Volume volume, final IntensityMapping mapping, final LabelVolume labels,
		final Optional<LabelVolume> truth, final List<LabelObject> shown)
	{
		this.reader = new WindowReader(volume, mapping);
		this.labels = labels;
		this.truth = truth;
		this.window = around(volume, shown);
		final Calibration calibration = volume.calibration();
		final double w = window.width() * calibration.voxelWidth(), h = window.height() * calibration.voxelHeight();
		final double scale = TILE / Math.max(w, h);
		this.tileWidth = (int) Math.max(48, Math.round(w * scale));
		this.tileHeight = (int) Math.max(48, Math.round(h * scale));
	}

	/**
	 * Draws the montage. Without any object it shows slices of the whole volume.
	 *
	 * @param volume in XY slices
	 * @param mapping from voxel values to grey
	 */
	public static BufferedImage of(final Volume volume, final IntensityMapping mapping, final LabelVolume labels) {
		return of(volume, mapping, labels, Optional.empty());
	}

	/**
	 * Draws the montage with the truth, over all slices that hold something of either.
	 *
	 * @param truth of the volume's size
	 * @param volume in XY slices
	 * @param mapping from voxel values to grey
	 * @param labels what was found
	 */
	public static BufferedImage against(final LabelVolume truth, final Volume volume, final IntensityMapping mapping,
		final LabelVolume labels)
	{
		return of(volume, mapping, labels, Optional.of(truth));
	}

	private static BufferedImage of(final Volume volume, final IntensityMapping mapping, final LabelVolume labels,
		final Optional<LabelVolume> truth)
	{
		final List<LabelObject> shown = Stream.concat(Stream.of(labels), truth.stream()).flatMap(shows -> shows.visible()
			.stream()).filter(object -> !object.isEmpty()).toList();
		return new Preview(volume, mapping, labels, truth, shown).montage(slices(volume, shown));
	}

	/**
	 * Writes the montage as PNG.
	 *
	 * @throws IOException if it cannot be written
	 */
	public static void write(final BufferedImage montage, final Path path) throws IOException {
		ImageIO.setUseCache(false);
		if (!ImageIO.write(montage, "png", path.toFile())) throw new IOException("'" + path +
			"' cannot be written as PNG.");
	}

	/** Slices spread evenly over those that hold an object, the first and the last among them. */
	private static int[] slices(final Volume volume, final List<LabelObject> shown) {
		final SortedSet<Integer> all = new TreeSet<>();
		for (final LabelObject object : shown)
			all.addAll(object.masks().keySet());
		if (all.isEmpty()) for (int z = 0; z < volume.depth(); z++)
			all.add(z);
		final Integer[] slices = all.toArray(Integer[]::new);
		final int n = Math.min(MAX_SLICES, slices.length);
		final int[] chosen = new int[n];
		Arrays.setAll(chosen, i -> slices[n == 1 ? (slices.length - 1) / 2 : Math.round(i * (slices.length - 1) / (n -
			1f))]);
		return chosen;
	}

	private static Window around(final Volume volume, final List<LabelObject> shown) {
		int x0 = volume.width(), y0 = volume.height(), x1 = 0, y1 = 0;
		for (final LabelObject object : shown) {
			for (final Mask mask : object.masks().values()) {
				x0 = Math.min(x0, mask.minX());
				y0 = Math.min(y0, mask.minY());
				x1 = Math.max(x1, mask.maxX() + 1);
				y1 = Math.max(y1, mask.maxY() + 1);
			}
		}
		if (x0 >= x1) return Window.whole(volume.width(), volume.height());
		final int margin = Math.max(8, Math.max(x1 - x0, y1 - y0) / 5);
		x0 = Math.max(0, x0 - margin);
		y0 = Math.max(0, y0 - margin);
		x1 = Math.min(volume.width(), x1 + margin);
		y1 = Math.min(volume.height(), y1 + margin);
		return new Window(x0, y0, x1 - x0, y1 - y0);
	}

	private BufferedImage montage(final int[] slices) {
		final int columns = (int) Math.ceil(Math.sqrt(slices.length * (double) tileHeight / tileWidth));
		final int rows = (slices.length + columns - 1) / columns;
		final BufferedImage montage = new BufferedImage(columns * (tileWidth + GAP) - GAP, rows * (tileHeight + GAP) - GAP,
			BufferedImage.TYPE_INT_RGB);
		for (int i = 0; i < slices.length; i++) {
			final int[] tile = tile(slices[i]);
			montage.setRGB(i % columns * (tileWidth + GAP), i / columns * (tileHeight + GAP), tileWidth, tileHeight, tile, 0,
				tileWidth);
		}
		return montage;
	}

	private int[] tile(final int z) {
		final float[] grey = reader.read(z, window, tileWidth, tileHeight);
		final int[] tile = new int[grey.length];
		Arrays.setAll(tile, i -> Math.round(Math.max(0, Math.min(255, grey[i]))) * 0x010101);
		truth.ifPresent(known -> outline(known.slice(z), THIN, label -> 0xffffff, tile));
		outline(labels.slice(z), THICK, Glasbey::rgb, tile);
		write(z + 1, tile);
		return tile;
	}

	/** Draws the edge of every label within it, {@code thickness} pixels wide. */
	private void outline(final int[] slice, final int thickness, final IntUnaryOperator color, final int[] tile) {
		final int[] label = enlarged(slice);
		for (int y = 0; y < tileHeight; y++)
			for (int x = 0; x < tileWidth; x++) {
				final int own = label[y * tileWidth + x];
				if (own != 0 && isEdge(label, x, y, thickness)) tile[y * tileWidth + x] = color.applyAsInt(own);
			}
	}

	private int[] enlarged(final int[] slice) {
		final int[] label = new int[tileWidth * tileHeight];
		for (int y = 0; y < tileHeight; y++) {
			final int row = (int) (window.y() + (y + 0.5) / tileHeight * window.height()) * labels.width();
			for (int x = 0; x < tileWidth; x++)
				label[y * tileWidth + x] = slice[row + (int) (window.x() + (x + 0.5) / tileWidth * window.width())];
		}
		return label;
	}

	/** Whether a pixel with another label lies as near as that. */
	private boolean isEdge(final int[] label, final int x, final int y, final int near) {
		final int own = label[y * tileWidth + x];
		for (int dy = -1; dy <= 1; dy++)
			for (int dx = -1; dx <= 1; dx++) {
				final int u = x + near * dx, v = y + near * dy;
				if (u >= 0 && v >= 0 && u < tileWidth && v < tileHeight && label[v * tileWidth + u] != own) return true;
			}
		return false;
	}

	/** Writes a slice number into the upper left corner, white with a black rim. */
	private void write(final int number, final int[] tile) {
		final String digits = Integer.toString(number);
		final int size = 3;
		for (final int[] offset : new int[][] { { -1, 0 }, { 1, 0 }, { 0, -1 }, { 0, 1 }, { 0, 0 } }) {
			final int color = offset[0] == 0 && offset[1] == 0 ? 0xffffff : 0;
			for (int i = 0; i < digits.length(); i++)
				for (int bit = 0; bit < 15; bit++) {
					if ((DIGITS[digits.charAt(i) - '0'] >> 14 - bit & 1) == 0) continue;
					fill(tile, 6 + i * 4 * size + bit % 3 * size + offset[0], 6 + bit / 3 * size + offset[1], size, color);
				}
		}
	}

	private void fill(final int[] tile, final int x, final int y, final int size, final int color) {
		for (int v = Math.max(0, y); v < Math.min(tileHeight, y + size); v++)
			for (int u = Math.max(0, x); u < Math.min(tileWidth, x + size); u++)
				tile[v * tileWidth + u] = color;
	}
}
