package io.github.volumesam.study;

import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.propagate.PropagationSettings;
import io.github.volumesam.propagate.Strategy;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What is tried: every model with every prompt and every strategy.
 *
 * @param models as a user names them
 * @param prompts on the key slices
 * @param strategies what is handed on from slice to slice
 */
public record StudyPlan(List<String> models, List<PromptMode> prompts, List<Strategy> strategies) {

	/** Every kind of prompt, with the embedded model and the usual strategy. */
	public static final StudyPlan DEFAULT = new StudyPlan(List.of(ModelFiles.EMBEDDED), List.of(PromptMode.values()),
		List.of(PropagationSettings.DEFAULT.nextPrompt().strategy()));

	/**
	 * @throws IllegalArgumentException if one of the lists is empty
	 */
	public StudyPlan {
		if (models.isEmpty() || prompts.isEmpty() || strategies.isEmpty()) throw new IllegalArgumentException(
			"A study needs at least one model, one prompt and one strategy.");
		models = List.copyOf(models);
		prompts = List.copyOf(prompts);
		strategies = List.copyOf(strategies);
	}

	/**
	 * Reads a plan.
	 *
	 * @param models separated by semicolons, since a comma may stand in a
	 *          model's name; blank for the default
	 * @param prompts separated by commas; blank for all
	 * @param strategies separated by commas; blank for the default
	 * @throws IllegalArgumentException if a prompt or a strategy is not known; the
	 *           message lists those that are
	 */
	public static StudyPlan parse(final String models, final String prompts, final String strategies) {
		return new StudyPlan(list(models, ";", DEFAULT.models, text -> text), list(prompts, ",", DEFAULT.prompts,
			PromptMode::parse), list(strategies, ",", DEFAULT.strategies, Strategy::parse));
	}

	private static <T> List<T> list(final String text, final String separator, final List<T> usual,
		final Function<String, T> parse)
	{
		if (text.isBlank()) return usual;
		return Arrays.stream(text.split(separator)).map(String::trim).filter(part -> !part.isEmpty()).map(parse).distinct()
			.toList();
	}

	/** Number of combinations. */
	public int size() {
		return models.size() * prompts.size() * strategies.size();
	}
}
