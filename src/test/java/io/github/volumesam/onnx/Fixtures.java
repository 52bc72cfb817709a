package io.github.volumesam.onnx;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The small ONNX files made by models/fixtures/make_fixtures.py. */
public final class Fixtures {

	/** Those that understand points. */
	static final String[] POINTS = { "e1+d1-multi", "e2+d1-multi", "e3+d1-multi", "e2+d1-single" };

	static final String[] ALL = { "e1+d1-multi", "e2+d1-multi", "e3+d1-multi", "e2+d1-single", "e14+d1-256" };

	private Fixtures() {}

	static Path path(final String file) {
		try {
			return Path.of(Fixtures.class.getResource("/io/github/volumesam/models/" + file).toURI());
		}
		catch (final URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Opens a pair of files written as in {@link #ALL}. */
	public static SamModel open(final String pair) {
		final String[] names = pair.split("\\+");
		return SamModel.open(path(names[0] + "-encoder.onnx") + "," + path(names[1] + "-decoder.onnx"), 1);
	}
}
