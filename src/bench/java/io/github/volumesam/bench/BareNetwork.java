package io.github.volumesam.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * ONNX Runtime with nothing around it, to compare with: a session of its own with
 * the plugin's options, whose tensors are made once, in direct memory, and which
 * writes its outputs in place.
 */
final class BareNetwork implements AutoCloseable {

	private final OrtEnvironment environment = OrtEnvironment.getEnvironment(
		OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "volume-sam"); // as the plugin asks for it: there is one a process
	private final OrtSession session;
	private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
	private final Map<String, FloatBuffer> values = new LinkedHashMap<>();
	private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();

	/**
	 * @param file the network
	 * @param shapes the shape of each of its inputs, and of others perhaps
	 * @param outputNames the outputs that are asked for
	 */
	BareNetwork(final byte[] file, final Map<String, long[]> shapes, final Set<String> outputNames) throws OrtException {
		try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
			options.setIntraOpNumThreads(Models.THREADS);
			options.setInterOpNumThreads(1);
			options.setMemoryPatternOptimization(false);
			options.addConfigEntry("session.intra_op.allow_spinning", "0");
			session = environment.createSession(file, options);
		}
		for (final String name : session.getInputNames())
			inputs.put(name, tensor(name, shapes.get(name)));
		try (OrtSession.Result result = session.run(inputs, outputNames)) {
			for (final String name : outputNames)
				outputs.put(name, tensor(name, ((OnnxTensor) result.get(name).orElseThrow()).getInfo().getShape()));
		}
	}

	private OnnxTensor tensor(final String name, final long[] shape) throws OrtException {
		long count = 1;
		for (final long extent : shape)
			count *= extent;
		final FloatBuffer buffer = ByteBuffer.allocateDirect(Math.toIntExact(4 * count)).order(ByteOrder.nativeOrder())
			.asFloatBuffer();
		values.put(name, buffer);
		return OnnxTensor.createTensor(environment, buffer, shape);
	}

	/** The memory of an input or output. */
	FloatBuffer values(final String name) {
		return values.get(name);
	}

	/** The shape of an output. */
	long[] shape(final String output) {
		return outputs.get(output).getInfo().getShape();
	}

	/** Sets an input's first values. */
	void set(final String name, final float... numbers) {
		values.get(name).put(0, numbers);
	}

	/** The run itself. */
	Void run() throws OrtException {
		session.run(inputs, Set.of(), outputs).close();
		return null;
	}

	@Override
	public void close() throws OrtException {
		inputs.values().forEach(OnnxTensor::close);
		outputs.values().forEach(OnnxTensor::close);
		session.close();
	}
}
