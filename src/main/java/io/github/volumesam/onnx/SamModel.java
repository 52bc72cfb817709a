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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/**
 * A segmentation model of the SAM family, loaded and ready: one that answers prompts,
 * or finds what it knows by itself. Close it after use; it holds memory outside the
 * Java heap.
 */
public final class SamModel implements AutoCloseable {

	/** Memory for embeddings unless said otherwise: 512 MiB. */
	public static final long DEFAULT_CACHE_BYTES = 512L << 20;

	private final ModelDescriptor descriptor;
	private final Map<FileRole, Network> networks;
	private final SliceEncoder encoder;
	/** Looks at the slice in place of a prompt; null where nothing does. */
	private final SliceEncoder promptNetwork;
	/** Asks without a prompt; null where the model has to be prompted. */
	private final MapDecoder maps;
	private final Supplier<MaskDecoder> decoders;
	/** Decoders that nobody uses at the moment; each answers one prompt at a time. */
	private final Deque<MaskDecoder> idle = new ConcurrentLinkedDeque<>();

	private SamModel(final ModelFiles files, final Map<FileRole, Network> networks) {
		this.networks = networks;
		final Network encoderNetwork = networks.get(FileRole.ENCODER), decoderNetwork = networks.get(FileRole.DECODER);
		final Network promptEncoder = networks.get(FileRole.PROMPT_ENCODER);
		ModelDescriptor description = files.descriptor().orElseGet(() -> ContractDetection.detect(encoderNetwork.info(),
			decoderNetwork.info()));
		if (files.preset() != null) description = files.preset().applyTo(description);
		final Embedding.Features imagePe = files.side(FileRole.IMAGE_PE).map(NpyArray::read).orElse(null);
		check(description, promptEncoder, imagePe);
		if (description.decoder().tokens() == 0 && description.isPromptable()) description = description.withTokens(
			new MaskDecoder(decoderNetwork, promptEncoder, imagePe, description).tokens());
		descriptor = description;
		encoder = new SliceEncoder(encoderNetwork, descriptor.encoder(), descriptor.prompt().size() == 0 ? descriptor
			.encoder().size() : descriptor.prompt().size());
		promptNetwork = descriptor.promptNetwork() == null ? null : new SliceEncoder(networks.get(FileRole.PROMPT_NETWORK),
			descriptor.promptNetwork(), descriptor.promptNetwork().size());
		maps = descriptor.isPromptable() ? null : new MapDecoder(decoderNetwork, imagePe, descriptor);
		decoders = () -> new MaskDecoder(decoderNetwork, promptEncoder, imagePe, descriptor);
		if (descriptor.isPromptable()) idle.push(decoders.get());
	}

	private void check(final ModelDescriptor description, final Network promptEncoder, final Embedding.Features imagePe) {
		final String name = networks.get(FileRole.DECODER).info().name();
		final Network promptNetwork = networks.get(FileRole.PROMPT_NETWORK);
		if (description.promptNetwork() != null && promptNetwork == null) throw new ModelException("The descriptor of " +
			description.id() + " names no promptNetwork file under 'files'.");
		if (description.promptNetwork() != null) ContractDetection.check(description, description.promptNetwork(),
			promptNetwork.info());
		if (description.promptEncoder() != null && promptEncoder == null) throw new ModelException("The decoder " + name +
			" needs a network that reads the prompt before it. Add that file: ENCODER.onnx,DECODER.onnx,PROMPT.onnx");
		if (description.promptEncoder() == null && promptEncoder != null) throw new ModelException("The decoder " + name +
			" reads prompts itself and has no use for " + promptEncoder.info().name() + ". Leave that file out.");
		if (description.takes(TensorRole.IMAGE_PE) && !description.encoder().outputs().containsValue(
			TensorRole.IMAGE_PE) && imagePe == null) throw new ModelException("The decoder " + name +
				" needs the positions of the image's grid from a NumPy file. Add it: ENCODER.onnx,DECODER.onnx,...,image_pe.npy");
		final List<NetworkInfo> behind = new ArrayList<>();
		if (promptEncoder != null) behind.add(promptEncoder.info());
		behind.add(networks.get(FileRole.DECODER).info());
		ContractDetection.check(description, networks.get(FileRole.ENCODER).info(), behind);
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
		final Map<FileRole, Network> networks = new EnumMap<>(FileRole.class);
		try {
			final Network encoder = Network.load(files.encoder(), placement);
			networks.put(FileRole.ENCODER, encoder);
			networks.put(FileRole.DECODER, Network.load(files.decoder(), encoder.placement()));
			for (final FileRole role : List.of(FileRole.PROMPT_ENCODER, FileRole.PROMPT_NETWORK))
				files.side(role).ifPresent(source -> networks.put(role, Network.load(source, networks.get(FileRole.DECODER)
					.placement())));
			return new SamModel(files, networks);
		}
		catch (final RuntimeException e) {
			networks.values().forEach(Network::close);
			throw e;
		}
	}

	/** Where the model runs, and why not elsewhere. */
	public Placement placement() {
		return networks.get(FileRole.DECODER).placement();
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
	 * Finds what the model knows by itself on the slices of a volume.
	 *
	 * @param progress asked whether to cancel, also while a network runs
	 * @throws IllegalStateException if the model has to be prompted
	 */
	public AutomaticPredictor automatic(final WindowReader reader, final Progress progress) {
		if (maps == null) throw new IllegalStateException(descriptor.displayName() + " has to be prompted.");
		return new AutomaticPredictor(this, reader, progress);
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
	 * @param z slice, from 0; the first, if the encoder looks at several
	 * @throws java.util.concurrent.CancellationException if the user cancels
	 */
	public Embedding encode(final WindowReader reader, final int z, final Window window, final Progress progress) {
		return encode(reader, z, window, new EmbeddingCache(Long.MAX_VALUE), progress);
	}

	Embedding encode(final WindowReader reader, final int z, final Window window, final EmbeddingCache store,
		final Progress progress)
	{
		final Embedding embedding = encoder.encode(reader, z, window, store, progress);
		if (promptNetwork == null) return embedding;
		final Map<String, Embedding.Features> all = new HashMap<>(promptNetwork.encode(reader, z, window, store, progress)
			.features());
		all.putAll(embedding.features());
		return new Embedding(all, embedding.frame());
	}

	/** What the model finds in the window of an embedding by itself, see {@link MapDecoder#decode}. */
	List<List<LogitMap>> maps(final Embedding embedding, final Progress progress) {
		synchronized (maps) {
			return maps.decode(embedding, progress);
		}
	}

	/**
	 * Answers a prompt in the window of an embedding; of three slices, on the middle one.
	 *
	 * @param prompt in slice pixels
	 * @param sliceWidth in pixels
	 * @param sliceHeight in pixels
	 * @throws IllegalArgumentException if the model does not understand the prompt
	 */
	public Prediction decode(final Embedding embedding, final Prompt prompt, final int sliceWidth,
		final int sliceHeight)
	{
		final List<Prediction> answers = answers(embedding, prompt, sliceWidth, sliceHeight, Progress.NONE);
		return answers.get(answers.size() / 2);
	}

	/** The answer on each slice that the encoder saw. */
	List<Prediction> answers(final Embedding embedding, final Prompt prompt, final int sliceWidth, final int sliceHeight,
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
		networks.values().forEach(Network::close);
	}
}
