package loci.plugins.in;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Stands in for the class of Bio-Formats, with the methods that are used. */
public class ImporterOptions {

	private String id;
	private boolean quiet, windowless, virtual, allSeries;
	private String stackFormat = "", colorMode = "";
	private final Map<Integer, Boolean> series = new TreeMap<>(Map.of(0, true));

	public ImporterOptions() throws IOException {}

	public void setId(final String s) {
		id = s;
	}

	public String getId() {
		return id;
	}

	public void setQuiet(final boolean b) {
		quiet = b;
	}

	public void setWindowless(final boolean b) {
		windowless = b;
	}

	public void setVirtual(final boolean b) {
		virtual = b;
	}

	public boolean isVirtual() {
		return virtual;
	}

	public void setStackFormat(final String s) {
		stackFormat = s;
	}

	public void setColorMode(final String s) {
		colorMode = s;
	}

	public void setOpenAllSeries(final boolean b) {
		allSeries = b;
	}

	public void setSeriesOn(final int s, final boolean value) {
		series.put(s, value);
	}

	public boolean isSeriesOn(final int s) {
		return allSeries || series.getOrDefault(s, false);
	}

	/** Whether the real one would open neither a dialog nor a window of its own. */
	public boolean staysQuiet() {
		return quiet && windowless && stackFormat.equals("Hyperstack") && colorMode.equals("Default");
	}
}
