package io.github.volumesam.model;

import com.google.gson.annotations.SerializedName;

import io.github.volumesam.volume.Filter;

import java.util.Map;

/**
 * How a window of a slice becomes the input of an encoder, and what the encoder
 * returns (models.md A2). The type of the image tensor, f32 or u8, is read from the
 * file.
 *
 * @param input name of the image tensor
 * @param slices how many neighbouring slices one image tensor holds; one unless said
 *          otherwise
 * @param channels what its three channels are; equal unless said otherwise
 * @param layout order of its axes
 * @param size extent of the square that the encoder works on, in pixels
 * @param width pixels of an image tensor of fixed extent that is smaller than the
 *          square; 0 if it is the whole square or any extent
 * @param height likewise
 * @param resize how a window lies in the square
 * @param resizeInGraph whether the encoder is given the window in its own
 *          resolution and resizes by itself
 * @param filter how a window is resampled; bilinear unless said otherwise
 * @param padding who fills the rest of the square
 * @param norm what is done to the values 0…255
 * @param inputs role by name of tensors besides the image
 * @param outputs role by tensor name, in the order in which intermediate features
 *          are stacked
 */
public record EncoderContract(String input, Integer slices, Channels channels, Layout layout, int size, int width, int height,
	Resize resize, boolean resizeInGraph, Filter filter, Padding padding, Norm norm, Map<String, TensorRole> inputs,
	Map<String, TensorRole> outputs)
{

	/** What the three channels of the image tensor are. */
	public enum Channels {
		/** The same slice thrice; several slices are a batch. */
		@SerializedName("grey")
		GREY,
		/** Three neighbouring slices (Slide-SAM). */
		@SerializedName("slices")
		SLICES
	}

	/** Order of the axes of the image tensor. */
	public enum Layout {
		@SerializedName("NCHW")
		NCHW,
		@SerializedName("CHW")
		CHW,
		@SerializedName("NHWC")
		NHWC,
		@SerializedName("HWC")
		HWC;

		/** Whether the three channels of a pixel lie next to each other. */
		public boolean interleaved() {
			return this == HWC || this == NHWC;
		}

		/** Whether the first axis counts images. */
		public boolean batched() {
			return this == NCHW || this == NHWC;
		}
	}

	/** How a window is fitted to the model's square. */
	public enum Resize {
		/** The longest side becomes the model's size, the rest is padded. */
		@SerializedName("longest")
		LONGEST,
		/** Both sides become the model's size. */
		@SerializedName("stretch")
		STRETCH,
		/** As {@link #LONGEST}, but a small window is not enlarged. */
		@SerializedName("none")
		NONE
	}

	/** Who fills the square below and right of the image. */
	public enum Padding {
		/** We do, with zeros after normalising. */
		@SerializedName("bottomRight")
		BOTTOM_RIGHT,
		/** The graph does, if need be; it is given the image alone. */
		@SerializedName("inGraph")
		IN_GRAPH
	}

	/** What is done to the values 0…255 before they enter the encoder. */
	public enum NormKind {
		/** (value - mean) / std, per channel. */
		@SerializedName("meanStd")
		MEAN_STD,
		/** The window's own smallest and largest value become 0 and 1 (MedSAM). */
		@SerializedName("minMax01")
		MIN_MAX_01,
		/** The window's own smallest and largest value become 0 and 255, then as {@link #MEAN_STD} (Slide-SAM). */
		@SerializedName("minMaxMeanStd")
		MIN_MAX_MEAN_STD,
		/** 0…255 becomes 0…1. */
		@SerializedName("unit")
		UNIT,
		/** 0…255 becomes -1…1. */
		@SerializedName("halfHalf")
		HALF_HALF,
		/** Nothing: the graph does it. */
		@SerializedName("inGraph")
		IN_GRAPH;

		/** Whether a mean and a standard deviation belong to it. */
		boolean standardises() {
			return this == MEAN_STD || this == MIN_MAX_MEAN_STD;
		}
	}

	/**
	 * @param kind what is done
	 * @param mean three values on the scale 0…255, for {@link NormKind#MEAN_STD} and
	 *          {@link NormKind#MIN_MAX_MEAN_STD}
	 * @param std likewise
	 */
	public record Norm(NormKind kind, double[] mean, double[] std) {

		/** Nothing: the graph does it. */
		static final Norm IN_GRAPH = new Norm(NormKind.IN_GRAPH, null, null);
	}

	/** Fills in what a descriptor may leave out. */
	public EncoderContract {
		if (filter == null) filter = Filter.BILINEAR;
		if (inputs == null) inputs = Map.of();
		if (slices == null) slices = 1;
		if (channels == null) channels = Channels.GREY;
	}

	/** This contract for an image tensor of fixed extent, smaller than the square. */
	EncoderContract withExtent(final int columns, final int rows) {
		return new EncoderContract(input, slices, channels, layout, size, columns, rows, resize, resizeInGraph, filter,
			padding, norm, inputs, outputs);
	}

	/** This contract with other names of tensors. */
	EncoderContract named(final String image, final Map<String, TensorRole> roles) {
		return new EncoderContract(image, slices, channels, layout, size, width, height, resize, resizeInGraph, filter,
			padding, norm, inputs, roles);
	}

	void check(final Completeness needs, final String field) {
		needs.value(field + ".input", input);
		needs.value(field + ".layout", layout);
		needs.value(field + ".resize", resize);
		needs.value(field + ".padding", padding);
		needs.value(field + ".norm", norm);
		needs.value(field + ".norm.kind", norm.kind);
		needs.that(slices >= 1, field + ".slices is " + slices + "; it must be 1 or more.");
		needs.that(channels == Channels.GREY || slices == 3, field + ".slices is " + slices +
			"; it must be 3 where each slice is a channel.");
		needs.that(slices == 1 || channels == Channels.SLICES || layout.batched(), field +
			".layout has no room for several slices; it must be NCHW or NHWC.");
		needs.that(size >= 16, field + ".size is " + size + "; it must be 16 or more.");
		if (norm.kind.standardises()) {
			needs.value(field + ".norm.mean", norm.mean);
			needs.value(field + ".norm.std", norm.std);
			needs.that(norm.mean.length == 3 && norm.std.length == 3, field +
				".norm needs three means and three standard deviations.");
		}
		needs.roles(field + ".inputs", inputs);
		needs.roles(field + ".outputs", outputs);
	}
}
