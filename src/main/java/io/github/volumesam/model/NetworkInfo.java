package io.github.volumesam.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an ONNX file tells about itself before it is run.
 *
 * @param name what messages call it, usually the file's name
 * @param inputs the tensors it takes
 * @param outputs the tensors it returns
 * @param metadata its custom metadata map
 */
public record NetworkInfo(String name, List<TensorInfo> inputs, List<TensorInfo> outputs,
	Map<String, String> metadata)
{

	public NetworkInfo {
		inputs = List.copyOf(inputs);
		outputs = List.copyOf(outputs);
		metadata = Map.copyOf(metadata);
	}

	public Optional<TensorInfo> input(final String tensor) {
		return inputs.stream().filter(t -> t.name().equals(tensor)).findFirst();
	}

	public Optional<TensorInfo> output(final String tensor) {
		return outputs.stream().filter(t -> t.name().equals(tensor)).findFirst();
	}

	/** All tensors, for a message. */
	@Override
	public String toString() {
		return name + ": " + list(inputs) + " -> " + list(outputs);
	}

	private static String list(final List<TensorInfo> tensors) {
		return tensors.stream().map(TensorInfo::toString).collect(Collectors.joining("; "));
	}
}
