package io.github.volumesam.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.github.volumesam.Progress;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.model.NetworkInfo;
import io.github.volumesam.model.OnnxCheck;
import io.github.volumesam.model.TensorInfo;
import io.github.volumesam.model.TensorInfo.Dtype;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * One ONNX file, loaded. Outputs are found by name and written straight into the
 * caller's memory once their shape is known.
 */
final class Network implements AutoCloseable {

	private final OrtEnvironment environment;
	private final OrtSession session;
	private final NetworkInfo info;
	private final Placement placement;
	private boolean closed;

	private Network(final OrtEnvironment environment, final OrtSession session, final NetworkInfo info,
		final Placement placement)
	{
		this.environment = environment;
		this.session = session;
		this.info = info;
		this.placement = placement;
	}

	/**
	 * Loads a network; on the processor where the device cannot be used.
	 *
	 * @param placement where it is to run
	 * @throws ModelException if the file is not a network that can be loaded
	 */
	static Network load(final ModelFiles.Source source, final Placement placement) {
		final OrtEnvironment environment = OnnxRuntime.environment();
		if (source.path() != null) OnnxCheck.check(source.path());
		try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
			options.setIntraOpNumThreads(placement.threads());
			options.setInterOpNumThreads(1);
			// The arena stays: a network sees inputs of one size, so it does not grow (memory is flat over thousands
			// of decodes), and without it a 1024-pixel encoder takes 1.3 times as long. Planning ahead by memory
			// patterns gains nothing and costs 280 MB there.
			options.setMemoryPatternOptimization(false);
			// Threads that spin for work steal it from the decoder's (or another program's) threads: an encode and a
			// decode in turn took twice as long.
			options.addConfigEntry("session.intra_op.allow_spinning", "0");
			addDevice(options, placement.device());
			// From its path, because weights in a second file are only found next to it (models.md D7).
			final OrtSession session = source.path() != null ? environment.createSession(source.path().toString(), options)
				: environment.createSession(source.bytes(), options);
			return new Network(environment, session, describe(source.name(), session), placement);
		}
		catch (final OrtException e) {
			if (placement.device() != Device.CPU) return load(source, placement.without(e.getMessage()));
			if (String.valueOf(e.getMessage()).contains("bad_alloc")) throw new ModelException("The file " + source.name() +
				" needs more memory than is free. Close other programs or use a smaller model; if it is known to fit, the file is " +
				"damaged, so download it again. (" + e.getMessage() + ")", e);
			throw new ModelException("The file " + source.name() + " is not an ONNX model that ONNX Runtime " +
				environment.getVersion() + " can load; it may be damaged or incomplete, so download it again. " +
				"Weights in a second file (.onnx_data) have to lie next to it. (" + e.getMessage() + ")", e);
		}
		catch (final LinkageError e) {
			throw OnnxRuntime.failure(e);
		}
	}

	private static void addDevice(final OrtSession.SessionOptions options, final Device device) throws OrtException {
		if (device == Device.COREML) options.addCoreML();
		if (device != Device.CUDA) return;
		try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions()) {
			// As close to the processor's results as a graphics card comes, and the same each time: no 19-bit numbers in
			// products, no choice of algorithms by how fast they happened to be.
			cuda.add("use_tf32", "0");
			cuda.add("cudnn_conv_algo_search", "HEURISTIC");
			options.addCUDA(cuda);
		}
	}

	private static NetworkInfo describe(final String name, final OrtSession session) throws OrtException {
		return new NetworkInfo(name, tensors(session.getInputInfo()), tensors(session.getOutputInfo()), session
			.getMetadata().getCustomMetadata());
	}

	private static List<TensorInfo> tensors(final Map<String, NodeInfo> nodes) {
		final List<TensorInfo> tensors = new ArrayList<>();
		for (final NodeInfo node : nodes.values()) {
			if (node.getInfo() instanceof ai.onnxruntime.TensorInfo tensor) tensors.add(new TensorInfo(node.getName(),
				tensor.getShape(), dtype(tensor)));
			else tensors.add(new TensorInfo(node.getName(), new long[0], Dtype.OTHER));
		}
		return tensors;
	}

	private static Dtype dtype(final ai.onnxruntime.TensorInfo tensor) {
		return switch (tensor.type) {
			case FLOAT -> Dtype.F32;
			case DOUBLE -> Dtype.F64;
			case FLOAT16 -> Dtype.F16;
			case UINT8 -> Dtype.U8;
			case INT8 -> Dtype.I8;
			case INT16 -> Dtype.I16;
			case INT32 -> Dtype.I32;
			case INT64 -> Dtype.I64;
			case BOOL -> Dtype.BOOL;
			default -> Dtype.OTHER;
		};
	}

	OrtEnvironment environment() {
		return environment;
	}

	NetworkInfo info() {
		return info;
	}

	/** Where it runs. */
	Placement placement() {
		return placement;
	}

	/**
	 * Direct memory for {@code count} floats.
	 *
	 * @throws ModelException if there is not so much
	 */
	static FloatBuffer floats(final long count) {
		try {
			return ByteBuffer.allocateDirect(Math.toIntExact(Math.multiplyExact(4, count))).order(ByteOrder.nativeOrder())
				.asFloatBuffer();
		}
		catch (final ArithmeticException | OutOfMemoryError e) {
			throw new ModelException("The model works with a tensor of " + count +
				" numbers, for which there is not enough memory. Use a smaller model, or give Java more memory.", e);
		}
	}

	/**
	 * Runs the network where the shapes of its outputs are not known yet.
	 *
	 * @param memory gives direct memory for a number of floats
	 * @return the outputs' values and shapes, by name
	 */
	Map<String, Embedding.Features> run(final Map<String, OnnxTensor> inputs, final Set<String> outputs,
		final LongFunction<FloatBuffer> memory, final Progress progress, final String doing)
	{
		try (CancelWatch watch = new CancelWatch(progress)) {
			try (OrtSession.Result result = session.run(inputs, outputs, watch.options())) {
				final Map<String, Embedding.Features> values = new HashMap<>();
				for (final String name : outputs) {
					final OnnxValue value = result.get(name).orElseThrow();
					final FloatBuffer found = value instanceof OnnxTensor tensor ? values(tensor) : null;
					if (found == null) throw new ModelException("The output '" + name + "' of " + info.name() +
						" is not a tensor of floating point or booleans.");
					final FloatBuffer copy = memory.apply(found.remaining());
					copy.put(found).flip();
					values.put(name, new Embedding.Features(copy, ((OnnxTensor) value).getInfo().getShape()));
				}
				return values;
			}
			catch (final OrtException e) {
				throw watch.explain(e, doing);
			}
		}
		catch (final OrtException e) {
			throw failure(doing, e);
		}
	}

	/** The values as floats, booleans as 0 and 1; null where they are neither. */
	private static FloatBuffer values(final OnnxTensor tensor) {
		if (tensor.getInfo().type != OnnxJavaType.BOOL) return tensor.getFloatBuffer();
		final ByteBuffer booleans = tensor.getByteBuffer();
		final FloatBuffer floats = FloatBuffer.allocate(booleans.remaining());
		while (booleans.hasRemaining())
			floats.put(booleans.get());
		return floats.flip();
	}

	/** Runs the network; it writes into {@code outputs}, whose shapes have to be right. */
	void runInto(final Map<String, OnnxTensor> inputs, final Map<String, Embedding.Features> outputs,
		final Progress progress, final String doing)
	{
		final Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
		try (CancelWatch watch = new CancelWatch(progress)) {
			for (final Map.Entry<String, Embedding.Features> output : outputs.entrySet())
				pinned.put(output.getKey(), tensor(output.getValue()));
			try (OrtSession.Result result = session.run(inputs, Set.of(), pinned, watch.options())) {
				assert result.size() == outputs.size();
			}
			catch (final OrtException e) {
				throw watch.explain(e, doing);
			}
		}
		catch (final OrtException e) {
			throw failure(doing, e);
		}
		finally {
			pinned.values().forEach(OnnxTensor::close);
		}
	}

	/** A tensor that reads (or writes) the values where they are. */
	OnnxTensor tensor(final Embedding.Features features) throws OrtException {
		return OnnxTensor.createTensor(environment, features.values(), features.shape());
	}

	@Override
	public void close() {
		if (closed) return;
		closed = true;
		try {
			session.close();
		}
		catch (final OrtException e) {
			throw failure("closing " + info.name(), e);
		}
	}

	/** What is thrown when the runtime fails at something that should work. */
	static ModelException failure(final String doing, final OrtException error) {
		return new ModelException("ONNX Runtime failed while " + doing +
			". If the computer is short of memory, close other images or use a smaller model; if this model never works, its " +
			"file is damaged or was made for another version. (" + error.getMessage() + ")", error);
	}
}
