package io.github.volumesam.onnx;

import com.google.gson.Gson;

import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.WindowReader;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import javax.imageio.ImageIO;

/** Tiny models of every contract and what their references answer, made by models/fixtures/make_contracts.py. */
public final class ReferencePairs {

	/**
	 * A model. Prompts are by name; answers are in a file that models of the same weights share. One that looks at
	 * several slices is asked on the middle one of so many, of which each is the image moved on by some columns.
	 */
	record Pair(String name, List<String> files, List<String> prompts, String answers, int slices, int shift) {

		SamModel open() {
			return SamModel.open(files.stream().map(f -> f.contains(".") ? path(f).toString() : f).collect(Collectors.joining(
				",")), 1);
		}

		/** The reference's answers to this pair's prompts. */
		List<Answer> answered() {
			return Stream.of(json(answers, Answer[].class)).filter(a -> prompts.contains(a.prompt)).toList();
		}

		@Override
		public String toString() {
			return name;
		}
	}

	/** An image and the prompts on it. */
	record Scene(String name, Map<String, AskedPrompt> prompts) {

		WindowReader reader(final Pair pair) {
			try {
				final BufferedImage image = ImageIO.read(path(name + ".png").toFile());
				return Scenes.volume(image.getWidth(), image.getHeight(), Math.max(1, pair.slices), (x, y, z) -> image.getRaster()
					.getSample(Math.floorMod(x + pair.shift * (z - pair.slices / 2), image.getWidth()), y, 0));
			}
			catch (final IOException e) {
				throw new UncheckedIOException(e);
			}
		}

		Prompt prompt(final String prompt, final int width, final int height) {
			final AskedPrompt asked = prompts.get(prompt);
			final double[] b = asked.box;
			return new Prompt(Optional.ofNullable(b).map(e -> new Box(e[0], e[1], e[2] - e[0], e[3] - e[1])), asked.points,
				Optional.ofNullable(asked.mask).map(m -> unpack(m, width, height)));
		}
	}

	/** Left, top, right and bottom of a box, points and a mask. */
	record AskedPrompt(double[] box, List<Point> points, String mask) {}

	/** Logits are a sample of a grid of {@code width x height}; the mask is that of the image. */
	record Answer(String image, String prompt, int width, int height, String logits, Double score, String mask) {

		/** The largest distance of the model's logits from the reference's. */
		double error(final LogitMap found) {
			final float[] expected = floats();
			final int n = (int) Math.sqrt(expected.length);
			double error = 0;
			for (int j = 0; j < n; j++)
				for (int i = 0; i < n; i++)
					error = Math.max(error, Math.abs(expected[j * n + i] - found.values()[at(j, n, height) * width + at(i, n,
						width)]));
			return error;
		}

		/** The spread of the reference's logits, to compare errors with. */
		double spread() {
			final float[] values = floats();
			Arrays.sort(values);
			return values[values.length - 1] - values[0];
		}

		private float[] floats() {
			final float[] values = new float[400];
			ByteBuffer.wrap(Base64.getDecoder().decode(logits)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
			return values;
		}

		private static int at(final int i, final int n, final int extent) {
			return (int) Math.rint(i * (extent - 1) / (n - 1.0));
		}

		/** The part of the image's pixels in which a mask agrees with the reference's. */
		double agreement(final Mask found, final int imageWidth, final int imageHeight) {
			final Mask expected = unpack(mask, imageWidth, imageHeight);
			return 1 - (found.minus(expected).area() + expected.minus(found).area()) / ((double) imageWidth * imageHeight);
		}
	}

	private static final Gson GSON = new Gson();

	private ReferencePairs() {}

	static List<Pair> all() {
		return List.of(json("pairs.json", Pair[].class));
	}

	static Pair named(final String name) {
		return all().stream().filter(p -> p.name.equals(name)).findFirst().orElseThrow();
	}

	static Map<String, Scene> scenes() {
		return Stream.of(json("images.json", Scene[].class)).collect(Collectors.toMap(Scene::name, s -> s));
	}

	public static Path path(final String file) {
		try {
			return Path.of(ReferencePairs.class.getResource("/io/github/volumesam/contracts/" + file).toURI());
		}
		catch (final URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	public static <T> T json(final String file, final Class<T> type) {
		try (Reader in = new InputStreamReader(ReferencePairs.class.getResourceAsStream("/io/github/volumesam/contracts/" +
			file), StandardCharsets.UTF_8))
		{
			return GSON.fromJson(in, type);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Deflated bits, rows of whole bytes, each but the first as its difference to the one above. */
	public static Mask unpack(final String packed, final int width, final int height) {
		final int stride = (width + 7) / 8;
		final byte[] bits = new byte[stride * height];
		final Inflater inflater = new Inflater();
		try {
			inflater.setInput(Base64.getDecoder().decode(packed));
			inflater.inflate(bits);
		}
		catch (final DataFormatException e) {
			throw new IllegalStateException(e);
		}
		finally {
			inflater.end();
		}
		for (int k = stride; k < bits.length; k++)
			bits[k] ^= bits[k - stride];
		return Mask.of(0, 0, width, height, (x, y) -> (bits[y * stride + x / 8] >> 7 - x % 8 & 1) != 0);
	}
}
