package io.github.volumesam.onnx;

import io.github.volumesam.Progress;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.WindowReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * Loads and runs networks that were damaged at random, each in its own way. Run in a
 * Java process of its own, since a library that crashes takes the process with it.
 * Prints each number before its case, and what was unexpected after it.
 */
final class DamagedModels {

	/** The last line if all has gone well. */
	static final String DONE = "done";

	private static final String[] ENCODERS = { "e1-encoder.onnx", "e2-encoder.onnx", "e14-encoder.onnx" };
	private static final String[] DECODERS = { "d1-multi-decoder.onnx", "d1-multi-decoder.onnx",
		"d1-256-decoder.onnx" };

	private DamagedModels() {}

	/**
	 * @param args a folder to write into, and the number of cases
	 */
	public static void main(final String[] args) throws IOException {
		final WindowReader scene = Scenes.volume(64, 48, 1, (x, y, z) -> x + y);
		final int cases = Integer.parseInt(args[1]);
		for (int i = 0; i < cases; i++) {
			System.out.println(i);
			final Random random = new Random(i);
			final int pair = random.nextInt(ENCODERS.length);
			final Path encoder = Fixtures.path(ENCODERS[pair]), decoder = Fixtures.path(DECODERS[pair]);
			final boolean first = random.nextBoolean();
			final Path damaged = Files.write(Path.of(args[0], "damaged.onnx"), damage(Files.readAllBytes(first ? encoder
				: decoder), random));
			try (SamModel model = SamModel.open((first ? damaged : encoder) + "," + (first ? decoder : damaged), 1)) {
				model.predictor(scene, WindowMode.SLICE, 0, Progress.NONE).predict(0, Prompt.box(new Box(5, 5, 20, 20)));
			}
			catch (final ModelException e) {
				if (e.getMessage().length() < 40) System.out.println("The message says nothing: " + e.getMessage());
			}
			catch (final RuntimeException | Error e) {
				System.out.println(e);
			}
		}
		System.out.println(DONE);
	}

	private static byte[] damage(final byte[] file, final Random random) {
		switch (random.nextInt(4)) {
			case 0:
				return Arrays.copyOf(file, random.nextInt(file.length));
			case 1:
				for (int flips = 1 + random.nextInt(3); flips > 0; flips--)
					file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
				return file;
			case 2:
				final int from = random.nextInt(file.length);
				for (int k = from; k < Math.min(file.length, from + 1 + random.nextInt(100)); k++)
					file[k] = (byte) random.nextInt();
				return file;
			default:
				final byte[] noise = new byte[random.nextInt(4000)];
				random.nextBytes(noise);
				// Half of them begin as ONNX files do.
				if (random.nextBoolean()) System.arraycopy(file, 0, noise, 0, Math.min(40, noise.length));
				return noise;
		}
	}
}
