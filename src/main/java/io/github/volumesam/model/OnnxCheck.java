package io.github.volumesam.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks through an ONNX file for what ONNX Runtime would not survive or not explain:
 * weights in a second file that is missing, too short or not beside the first; and
 * damaged shapes, for which it tries to take more memory than there is. What is not
 * ONNX at all it recognises itself. Field numbers are those of onnx.proto3.
 */
public final class OnnxCheck {

	/** No network of the family makes a larger tensor out of constants alone, in values. */
	private static final double LARGEST = 1L << 29;
	/** Nor pads an image by more, in pixels. */
	private static final double WIDEST_PAD = 1 << 15;
	/** Which input of an operator is the shape of its result, or how often it is repeated. */
	private static final Map<String, Integer> SHAPES = Map.of("ConstantOfShape", 0, "Expand", 1, "Tile", 1, "Resize", 3);
	/** Longer constants are no shapes. */
	private static final int LONGEST_SHAPE = 32;
	private static final int INT64 = 7;

	private final Path file;
	/** Whether what a file refers to has to be there. */
	private final boolean following;
	private final Map<String, long[]> shapes = new HashMap<>();
	private final List<Node> nodes = new ArrayList<>();
	private final Set<String> checked = new LinkedHashSet<>();

	private record Node(String operator, List<String> inputs) {}

	/**
	 * A constant.
	 *
	 * @param shape its values, if they can be a shape
	 * @param external where its values are in another file; empty if they are in this
	 */
	private record Tensor(String name, long[] shape, Map<String, String> external) {}

	private OnnxCheck(final Path file, final boolean following) {
		this.file = file;
		this.following = following;
	}

	/**
	 * Checks a file.
	 *
	 * @throws ModelException if it cannot be loaded; the message says what to do
	 */
	public static void check(final Path file) {
		final OnnxCheck check = new OnnxCheck(file, true);
		try (ProtobufReader reader = new ProtobufReader(file)) {
			check.model(reader);
		}
		catch (final IOException e) {
			// Damaged, which the runtime says itself; or it cannot be read, likewise.
			return;
		}
		check.sizes();
	}

	/**
	 * The files in which a file keeps its weights, as it names them, relative to its own
	 * folder; they need not be there. None if it keeps them itself or is no ONNX file.
	 */
	public static Set<String> weightsOf(final Path file) {
		final OnnxCheck check = new OnnxCheck(file, false);
		try (ProtobufReader reader = new ProtobufReader(file)) {
			check.model(reader);
		}
		catch (final IOException e) {
			return Set.of();
		}
		return check.checked;
	}

	private void model(final ProtobufReader reader) throws IOException {
		reader.message(new ProtobufReader.Fields() {

			@Override
			public void bytes(final int field, final long length) throws IOException {
				if (field == 7) graph(reader, length);
			}
		});
	}

	private void graph(final ProtobufReader reader, final long size) throws IOException {
		reader.message(size, new ProtobufReader.Fields() {

			@Override
			public void bytes(final int field, final long length) throws IOException {
				if (field == 1) node(reader, length);
				if (field != 5) return;
				final Tensor weights = tensor(reader, length);
				shapes.put(weights.name, weights.shape);
				if (!weights.external.isEmpty()) follow(weights.external);
			}
		});
	}

	private void node(final ProtobufReader reader, final long size) throws IOException {
		final List<String> inputs = new ArrayList<>(), outputs = new ArrayList<>(), operators = new ArrayList<>();
		final List<Tensor> constants = new ArrayList<>();
		reader.message(size, new ProtobufReader.Fields() {

			@Override
			public void bytes(final int field, final long length) throws IOException {
				switch (field) {
					case 1 -> inputs.add(reader.text(length));
					case 2 -> outputs.add(reader.text(length));
					case 4 -> operators.add(reader.text(length));
					case 5 -> attribute(reader, length, constants);
					default -> {
						// Names and descriptions.
					}
				}
			}
		});
		final String operator = operators.isEmpty() ? "" : operators.get(0);
		nodes.add(new Node(operator, inputs));
		if (operator.equals("Constant") && !constants.isEmpty() && !outputs.isEmpty()) shapes.put(outputs.get(0), constants
			.get(0).shape);
	}

	private static void attribute(final ProtobufReader reader, final long size, final List<Tensor> constants)
		throws IOException
	{
		reader.message(size, new ProtobufReader.Fields() {

			@Override
			public void bytes(final int field, final long length) throws IOException {
				if (field == 5) constants.add(tensor(reader, length));
			}
		});
	}

	private static Tensor tensor(final ProtobufReader reader, final long size) throws IOException {
		final String[] name = { "" };
		final long[] type = { 0 };
		final List<Long> values = new ArrayList<>();
		final Map<String, String> external = new HashMap<>();
		reader.message(size, new ProtobufReader.Fields() {

			@Override
			public void number(final int field, final long value) {
				if (field == 2) type[0] = value;
				if (field == 7) values.add(value);
			}

			@Override
			public void bytes(final int field, final long length) throws IOException {
				final long end = reader.position() + length;
				if (field == 8) name[0] = reader.text(length);
				if (field == 13) entry(reader, length, external);
				if (field == 7) while (reader.position() < end && values.size() < LONGEST_SHAPE)
					values.add(reader.varint());
				if (field == 9 && length % 8 == 0 && length <= 8 * LONGEST_SHAPE) while (reader.position() < end)
					values.add(reader.fixed64());
			}
		});
		return new Tensor(name[0], type[0] == INT64 ? values.stream().mapToLong(v -> v).toArray() : new long[0], external);
	}

	private static void entry(final ProtobufReader reader, final long size, final Map<String, String> entries)
		throws IOException
	{
		final String[] pair = { "", "" };
		reader.message(size, new ProtobufReader.Fields() {

			@Override
			public void bytes(final int field, final long length) throws IOException {
				if (field == 1 || field == 2) pair[field - 1] = reader.text(length);
			}
		});
		entries.put(pair[0], pair[1]);
	}

	// -- Weights in another file --

	private void follow(final Map<String, String> external) {
		final String location = external.getOrDefault("location", "");
		final boolean isNew = checked.add(location);
		if (!following) return;
		final Path weights = beside(location);
		if (isNew && !Files.isRegularFile(weights)) throw new ModelException("The file " + file +
			" keeps its weights in a second file '" + location + "', which is missing. Download that too, and put it into " +
			"the same folder under just this name.");
		final long end = number(external, "offset") + number(external, "length");
		try {
			if (Files.size(weights) < end) throw new ModelException("The file " + weights + " with the weights of " + file
				.getFileName() + " has " + Files.size(weights) + " bytes where at least " + end +
				" are needed; it is incomplete, so download it again.");
		}
		catch (final IOException e) {
			throw new ModelException("The file " + weights + " with the weights of " + file.getFileName() +
				" cannot be read: " + e.getMessage(), e);
		}
	}

	/** A model has no business in other folders. */
	private Path beside(final String location) {
		final Path folder = file.toAbsolutePath().normalize().getParent();
		try {
			final Path weights = folder.resolve(location).normalize();
			if (!location.isBlank() && weights.startsWith(folder)) return weights;
		}
		catch (final InvalidPathException e) {
			// Refused below, as every other name that cannot be one.
		}
		throw damaged("its weights are said to lie in '" + location + "', which is no file beside it");
	}

	private long number(final Map<String, String> external, final String key) {
		final String text = external.getOrDefault(key, "0");
		try {
			final long value = Long.parseLong(text.trim());
			// A quarter of what fits, so that two can be added.
			if (value >= 0 && value < Long.MAX_VALUE / 4) return value;
		}
		catch (final NumberFormatException e) {
			// Refused below.
		}
		throw damaged("the place of its weights is given as '" + text + "'");
	}

	// -- Shapes --

	private void sizes() {
		for (final Node node : nodes) {
			final Integer input = SHAPES.get(node.operator);
			if (input != null && product(constant(node, input)) > LARGEST || node.operator.equals("Pad") && largest(constant(
				node, 1)) > WIDEST_PAD) throw damaged("one of its tensors would have an absurd size");
		}
	}

	private long[] constant(final Node node, final int input) {
		return input < node.inputs.size() ? shapes.getOrDefault(node.inputs.get(input), new long[0]) : new long[0];
	}

	private static double product(final long[] values) {
		double product = 1;
		for (final long value : values)
			product *= value;
		return Math.abs(product);
	}

	private static double largest(final long[] values) {
		double largest = 0;
		for (final long value : values)
			largest = Math.max(largest, Math.abs((double) value));
		return largest;
	}

	private ModelException damaged(final String why) {
		return new ModelException("The file " + file + " is damaged: " + why + ". Download it again.");
	}
}
