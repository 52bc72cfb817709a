package io.github.volumesam;

import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.Volume;

import net.imglib2.img.array.ArrayImgs;

/** Volumes for tests, made in code. */
public final class SyntheticVolumes {

	private SyntheticVolumes() {}

	/** The intensity of each voxel. */
	@FunctionalInterface
	public interface Intensity {

		double at(int x, int y, int z);
	}

	public static Volume volume(final int width, final int height, final int depth, final Intensity intensity) {
		final float[] voxels = new float[width * height * depth];
		for (int z = 0, i = 0; z < depth; z++)
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++, i++)
					voxels[i] = (float) intensity.at(x, y, z);
		return new Volume("synthetic", ArrayImgs.floats(voxels, width, height, depth), Calibration.PIXELS);
	}

	/** 200 inside an ellipsoid, 40 elsewhere. */
	public static Intensity ball(final double cx, final double cy, final double cz, final double radius) {
		return (x, y, z) -> {
			final double dx = x + 0.5 - cx, dy = y + 0.5 - cy, dz = z + 0.5 - cz;
			return dx * dx + dy * dy + dz * dz < radius * radius ? 200 : 40;
		};
	}
}
