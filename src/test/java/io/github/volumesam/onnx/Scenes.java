package io.github.volumesam.onnx;

import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.IntensityMapping;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.WindowReader;

import net.imglib2.img.array.ArrayImgs;

/** Synthetic slices for tests. */
final class Scenes {

	/** The value of a voxel. */
	interface Value {

		double at(int x, int y, int z);
	}

	private Scenes() {}

	/** A volume of which values 0…255 are shown to the model as they are. */
	static WindowReader volume(final int width, final int height, final int depth, final Value value) {
		final float[] voxels = new float[width * height * depth];
		for (int z = 0, i = 0; z < depth; z++)
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++)
					voxels[i++] = (float) value.at(x, y, z);
		return new WindowReader(new Volume("scene", ArrayImgs.floats(voxels, width, height, depth), Calibration.PIXELS),
			new IntensityMapping(0, 255, false));
	}

	/** Whether the centre of a pixel lies in an ellipse. */
	static boolean ellipse(final int x, final int y, final double cx, final double cy, final double rx,
		final double ry)
	{
		final double u = (x + 0.5 - cx) / rx, v = (y + 0.5 - cy) / ry;
		return u * u + v * v <= 1;
	}
}
