package io.github.volumesam.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.volumesam.Progress;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.TensorInfo;
import io.github.volumesam.model.TensorInfo.Dtype;
import io.github.volumesam.model.TensorRole;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A network that is fed by the roles of its tensors. It keeps the memory that its answers are written to. */
final class RoleNetwork {

	/** Gives a tensor for an input. */
	interface Feed {

		OnnxTensor tensor(TensorInfo input, TensorRole role) throws OrtException;
	}

	private final Network network;
	private final Map<String, TensorRole> inputs;
	private final Map<String, TensorRole> outputs;
	private final boolean pinned;
	private Map<String, Embedding.Features> answers;
	private List<Long> answersFor;

	/**
	 * @param inputs role by tensor name
	 * @param outputs role by tensor name
	 */
	RoleNetwork(final Network network, final Map<String, TensorRole> inputs, final Map<String, TensorRole> outputs) {
		this.network = network;
		this.inputs = inputs;
		this.outputs = outputs;
		pinned = outputs.keySet().stream().allMatch(name -> network.info().output(name).orElseThrow().dtype() == Dtype.F32);
	}

	Network network() {
		return network;
	}

	/**
	 * Runs the network; the answers before are gone.
	 *
	 * @param sizes what the shapes of its outputs depend on
	 */
	void run(final Feed feed, final List<Long> sizes, final Progress progress, final String doing) {
		final Map<String, OnnxTensor> tensors = new HashMap<>();
		try {
			for (final Map.Entry<String, TensorRole> input : inputs.entrySet())
				tensors.put(input.getKey(), feed.tensor(network.info().input(input.getKey()).orElseThrow(), input.getValue()));
			if (pinned && sizes.equals(answersFor)) network.runInto(tensors, answers, progress, doing);
			else {
				answers = network.run(tensors, outputs.keySet(), Network::floats, progress, doing);
				answersFor = sizes;
			}
		}
		catch (final OrtException e) {
			throw Network.failure(doing, e);
		}
		finally {
			tensors.values().forEach(OnnxTensor::close);
		}
	}

	/** What the last run answered, or null if the network has no such output. */
	Embedding.Features output(final TensorRole role) {
		return ModelDescriptor.named(outputs, role).map(answers::get).orElse(null);
	}
}
