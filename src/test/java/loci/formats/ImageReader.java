package loci.formats;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for the class of Bio-Formats, with the methods that are used. Like the
 * real one it reads files whose name says what is in them, such as
 * {@code two&series=2&sizeX=20&sizeZ=5.fake}.
 */
public class ImageReader {

	private static final Map<String, Integer> DEFAULTS = Map.of("sizeX", 512, "sizeY", 512, "sizeZ", 1, "sizeC", 1,
		"sizeT", 1, "series", 1);

	private String id;

	public void setId(final String id) throws FormatException, IOException {
		if (!id.endsWith(".fake")) throw new FormatException("Unknown file format: " + id);
		this.id = id;
	}

	private int value(final String name) {
		final Matcher value = Pattern.compile("&" + name + "=(\\d+)").matcher(id);
		return value.find() ? Integer.parseInt(value.group(1)) : DEFAULTS.get(name);
	}

	public int getSeriesCount() {
		return value("series");
	}

	public void setSeries(final int no) {
		if (no >= getSeriesCount()) throw new IllegalArgumentException("Invalid series: " + no);
	}

	public int getSizeX() {
		return value("sizeX");
	}

	public int getSizeY() {
		return value("sizeY");
	}

	public int getSizeZ() {
		return value("sizeZ");
	}

	public int getSizeC() {
		return value("sizeC");
	}

	public int getSizeT() {
		return value("sizeT");
	}

	public int getBitsPerPixel() {
		return 8;
	}

	public void close() throws IOException {
		id = null;
	}
}
