package io.github.volumesam.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads boxes from JSON: an array of objects whose fields are called like the columns of a table. */
final class BoxJson {

	private static final String EXAMPLE =
		"{\"label\": 1, \"slice\": 5, \"x\": 10, \"y\": 20, \"width\": 30, \"height\": 40}";
	/** A box in one field, as COCO has it. */
	private static final List<String> TOGETHER = List.of("box", "bbox");
	private static final List<BoxColumn> PARTS = List.of(BoxColumn.X, BoxColumn.Y, BoxColumn.WIDTH, BoxColumn.HEIGHT);

	private BoxJson() {}

	/**
	 * @param file its name, for messages
	 * @throws IllegalArgumentException if the text is no list of boxes
	 */
	static List<PlacedBox> parse(final String text, final String file) {
		final JsonElement root;
		try {
			root = JsonParser.parseString(text);
		}
		catch (final JsonParseException e) {
			throw new IllegalArgumentException(file + " is not JSON: " + e.getMessage(), e);
		}
		final JsonElement list = root.isJsonObject() ? root.getAsJsonObject().get("boxes") : root;
		if (list == null || !list.isJsonArray()) throw new IllegalArgumentException(file +
			" holds no list of boxes. It should be [" + EXAMPLE + ", ...], or have that under \"boxes\".");
		final List<PlacedBox> boxes = new ArrayList<>();
		for (final JsonElement element : list.getAsJsonArray()) {
			final String origin = file + ", box " + (boxes.size() + 1);
			if (!element.isJsonObject()) throw new IllegalArgumentException(origin + " is " + element +
				", but should be like " + EXAMPLE + ".");
			boxes.add(BoxColumn.box(row(element.getAsJsonObject(), origin), origin));
		}
		return boxes;
	}

	private static Map<BoxColumn, Double> row(final JsonObject json, final String origin) {
		final Map<BoxColumn, Double> row = new EnumMap<>(BoxColumn.class);
		final List<String> names = List.copyOf(json.keySet());
		BoxColumn.find(names).forEach((column, i) -> row.put(column, number(json.get(names.get(i)), column, origin)));
		for (final String name : TOGETHER) {
			final JsonElement box = json.get(name);
			if (box == null) continue;
			if (!box.isJsonArray() || box.getAsJsonArray().size() != PARTS.size()) throw new IllegalArgumentException(origin +
				": '" + name + "' is " + box + ", but should be [x, y, width, height].");
			for (int i = 0; i < PARTS.size(); i++)
				row.put(PARTS.get(i), number(box.getAsJsonArray().get(i), PARTS.get(i), origin));
		}
		return row;
	}

	private static double number(final JsonElement value, final BoxColumn column, final String origin) {
		if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) return value.getAsDouble();
		throw new IllegalArgumentException(origin + ": " + value + " in '" + column + "' is not a number.");
	}
}
