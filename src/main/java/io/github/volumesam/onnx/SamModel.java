package io.github.volumesam.onnx;

import io.github.volumesam.Progress;
import io.github.volumesam.model.ContractDetection;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelDescriptor.FileRole;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.model.NetworkInfo;
import io.github.volumesam.model.TensorRole;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/**
 * A promptable segmentation model of the SAM family, loaded and ready. Close it
 * after use; it holds memory outside the Java heap.
 */
public final class SamModel implements AutoCloseable {

	/** Memory for embeddings unless said otherwise: 512 MiB. */
	public static final long DEFAULT_CACHE_BYTES = 512L << 20;

	private final ModelDescriptor descriptor;
	private final List<Network> networks;
	private final SliceEncoder encoder;
	private final Supplier<MaskDecoder> decoders;
	/** Decoders that nobody uses at the moment; each answers one prompt at a time. */
	private final Deque<MaskDecoder> idle = new ConcurrentLinkedDeque<>();

	private SamModel(final ModelFiles files, final List<Network> networks) {
		this.networks = networks;
		final Network encoderNetwork = networks.get(0), decoderNetwork = networks.get(1);
		final Network promptEncoder = networks.size() > 2 ? networks.get(2) : null;
		ModelDescriptor description = files.descriptor().orElseGet(() -> ContractDetection.detect(encoderNetwork.info(),
			decoderNetwork.info()));
		if (files.preset() != null) description = files.preset().applyTo(description);
		final Embedding.Features imagePe = files.side(FileRole.IMAGE_PE).map(NpyArray::read).orElse(null);
		check(description, promptEncoder, imagePe);
		if (description.decoder().tokens() == 0) description = description.withTokens(new MaskDecoder(decoderNetwork,
			promptEncoder, imagePe, description).tokens());
		descriptor = description;
		encoder = new SliceEncoder(encoderNetwork, descriptor.encoder(), descriptor.prompt().size() == 0 ? descriptor
			.encoder().size() : descriptor.prompt().size());
		decoders = () -> new MaskDecoder(decoderNetwork, promptEncoder, imagePe, descriptor);
		idle.push(decoders.get());
	}

	private void check(final ModelDescriptor description, final Network promptEncoder, final Embedding.Features imagePe) {
		final String name = networks.get(1).info().name();
		if (description.promptEncoder() != null && promptEncoder == null) throw new ModelException("The decoder " + name +
			" needs a network that reads the prompt before it. Add that file: ENCODER.onnx,DECODER.onnx,PROMPT.onnx");
		if (description.promptEncoder() == null && promptEncoder != null) throw new ModelException("The decoder " + name +
			" reads prompts itself and has no use for " + promptEncoder.info().name() + ". Leave that file out.");
		if (description.takes(TensorRole.IMAGE_PE) && !description.encoder().outputs().containsValue(
			TensorRole.IMAGE_PE) && imagePe == null) throw new ModelException("The decoder " + name +
				" needs the positions of the image's grid from a NumPy file. Add it: ENCODER.onnx,DECODER.onnx,...,image_pe.npy");
		final List<NetworkInfo> behind = new ArrayList<>();
		if (promptEncoder != null) behind.add(promptEncoder.info());
		behind.add(networks.get(1).info());
		ContractDetection.check(description, networks.get(0).info(), behind);
	}

	/**
	 * Loads a model.
	 *
	 * @param spec the model as {@link ModelFiles#locate} reads it: {@code embedded}, the
	 *          ID of an installed model, the path of a descriptor ending in
	 *          {@code .json}, or {@code ENCODER.onnx,DECODER.onnx}
	 * @param threads threads that one run uses; 0 for one per physical core
	 * @throws ModelException if a file is missing, damaged or not the expected one,
	 *           the contract is not known, the networks do not belong together, or
	 *           ONNX Runtime cannot be loaded; the message says what to do
	 */
	public static SamModel open(final String spec, final int threads) {
		return open(spec, Device.preferred(), threads);
	}

	/**
	 * Loads a model, to run with one thread per physical core.
	 *
	 * @see #open(String, int)
	 */
	public static SamModel open(final String spec) {
		return open(spec, 0);
	}

	/**
	 * Loads a model on a device. Where that is not possible it is loaded on the
	 * processor, and {@link #placement()} says why.
	 *
	 * @see #open(String, int)
	 */
	public static SamModel open(final String spec, final Device device, final int threads) {
		// Before anything else, since without its jar no other class could be loaded to say so.
		OnnxRuntime.environment();
		return open(ModelFiles.locate(spec), device, threads);
	}

	/**
	 * Loads a model whose files are known.
	 *
	 * @see #open(String, int)
	 */
	public static SamModel open(final ModelFiles files, final int threads) {
		return open(files, Device.preferred(), threads);
	}

	private static SamModel open(final ModelFiles files, final Device device, final int threads) {
		final Placement placement = Placement.choose(device, threads, OnnxRuntime.providers());
		final List<Network> networks = new ArrayList<>();
		try {
			networks.add(Network.load(files.encoder(), placement));
			networks.add(Network.load(files.decoder(), networks.get(0).placement()));
			files.side(FileRole.PROMPT_ENCODER).ifPresent(source -> networks.add(Network.load(source, networks.get(1)
				.placement())));
			return new SamModel(files, networks);
		}
		catch (final RuntimeException e) {
			networks.forEach(Network::close);
			throw e;
		}
	}

	/** Where the model runs, and why not elsewhere. */
	public Placement placement() {
		return networks.get(1).placement();
	}

	/** What the model is and how it wants to be asked. */
	public ModelDescriptor descriptor() {
		return descriptor;
	}

	/**
	 * Answers prompts on the slices of a volume.
	 *
	 * @param cacheBytes memory that embeddings may take, see
	 *          {@link #DEFAULT_CACHE_BYTES}
	 * @param progress asked whether to cancel, also while a network runs
	 */
	public MaskPredictor predictor(final WindowReader reader, final WindowMode mode, final long cacheBytes,
		final Progress progress)
	{
		return new WindowPredictor(this, reader, mode, new EmbeddingCache(cacheBytes), progress);
	}

	/**
	 * Makes sure that the model understands a prompt.
	 *
	 * @throws IllegalArgumentException with the reason if not
	 */
	public void check(final Prompt prompt) {
		PromptTensors.check(prompt, descriptor);
	}

	/**
	 * Encodes a window of a slice.
	 *
	 * @param z slice, from 0
	 * @throws java.util.concurrent.CancellationException if the user cancels
	 */
	public Embedding encode(final WindowReader reader, final int z, final Window window, final Progress progress) {
		return encode(reader, z, window, new EmbeddingCache(Long.MAX_VALUE), progress);
	}

	Embedding encode(final WindowReader reader, final int z, final Window window, final EmbeddingCache store,
		final Progress progress)
	{
		return encoder.encode(reader, z, window, store, progress);
	}

	/**
	 * Answers a prompt in the window of an embedding.
	 *
	 * @param prompt in slice pixels
	 * @param sliceWidth in pixels
	 * @param sliceHeight in pixels
	 * @throws IllegalArgumentException if the model does not understand the prompt
	 */
	public Prediction decode(final Embedding embedding, final Prompt prompt, final int sliceWidth,
		final int sliceHeight)
	{
		return decode(embedding, prompt, sliceWidth, sliceHeight, Progress.NONE);
	}

	Prediction decode(final Embedding embedding, final Prompt prompt, final int sliceWidth, final int sliceHeight,
		final Progress progress)
	{
		final MaskDecoder free = idle.poll();
		final MaskDecoder decoder = free == null ? decoders.get() : free;
		try {
			return decoder.decode(embedding, prompt, sliceWidth, sliceHeight, progress);
		}
		finally {
			idle.push(decoder);
		}
	}

	/** Gives the model's memory back; closing twice does no harm. */
	@Override
	public void close() {
		networks.forEach(Network::close);
	}
}
