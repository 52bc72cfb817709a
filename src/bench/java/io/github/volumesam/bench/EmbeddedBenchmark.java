package io.github.volumesam.bench;

import ai.onnxruntime.OrtException;

import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.volume.Window;

import java.util.Map;
import java.util.Set;

/**
 * What the model inside the plugin costs, relative to one run of a fixed network: the
 * stand-in of MobileSAM's encoder at 1024 pixels. All but opening is bare, so the
 * figures are the networks' and hold on other machines; the model is opened as the
 * plugin does it, in a process that has opened one before. If the property
 * {@code volumesam.int8} names the model in 8 bits (models/quantise.py), its encoder
 * is measured, too.
 * <p>
 * The goals are the 25, 15, 8 and 300 ms of a machine on which the fixed network
 * takes 700 ms.
 */
final class EmbeddedBenchmark implements Benchmarks.Benchmark {

	private static final double REFERENCE = 700, ENCODE_GOAL = 25, INT8_GOAL = 15, DECODE_GOAL = 8, OPEN_GOAL = 300;
	private static final int ROUNDS = 30;

	@Override
	public void run(final ResultTable table) throws Exception {
		try (BareNetwork reference = Models.SAM_SIZE.bareEncoder()) {
			try (BareNetwork encoder = Models.EMBEDDED.bareEncoder()) {
				row(table, "encode a window", ENCODE_GOAL, Comparison.of(ROUNDS, reference::run, encoder::run));
			}
			final String quantised = System.getProperty("volumesam.int8", "");
			if (!quantised.isEmpty()) try (BareNetwork encoder = int8(quantised)) {
				row(table, "encode a window in 8 bits", INT8_GOAL, Comparison.of(ROUNDS, reference::run, encoder::run));
			}
			try (BareNetwork decoder = Models.EMBEDDED.bareDecoder(new Box(40, 40, 112, 112), Window.whole(192, 192))) {
				row(table, "decode a box", DECODE_GOAL, Comparison.of(ROUNDS, reference::run, decoder::run));
			}
			row(table, "open the model", OPEN_GOAL, Comparison.of(ROUNDS, reference::run, () -> {
				Models.EMBEDDED.open().close();
				return null;
			}));
		}
	}

	private static BareNetwork int8(final String descriptor) throws OrtException {
		return new BareNetwork(ModelFiles.locate(descriptor).encoder().bytes(), Map.of("image", new long[] { 1, 3, 192,
			192 }), Set.of("image_embeddings"));
	}

	private static void row(final ResultTable table, final String what, final double goal, final Comparison times) {
		table.row(what + ", embedded model, 192 px, relative to the fixed network", ResultTable.format("%.4f", times
			.ratio()), ResultTable.format("≤ %.4f", goal / REFERENCE), times.ratio() <= goal / REFERENCE, ResultTable.format(
				"%.1f ms, fixed network %.0f ms; ratio of processor times %.4f", times.ours(), times.base(), times
					.processorRatio()));
	}
}
