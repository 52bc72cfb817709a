package io.github.volumesam.study;

import io.github.volumesam.evaluate.Evaluation;
import io.github.volumesam.propagate.Strategy;

/**
 * How one combination did, over all objects of the study.
 *
 * @param model as the user named it
 * @param prompt on the key slices
 * @param strategy what was handed on from slice to slice
 * @param objects how many there were
 * @param dice mean; missed objects count as 0
 * @param surfaceDice mean, within two pixels; missed objects count as 0
 * @param endSliceError mean over the objects, both ends together, in slices
 * @param medianEndSliceError likewise
 * @param largeEndSliceError the 90th percentile, likewise
 * @param half share of the objects with a Dice of 0.5 or more
 * @param good share of the objects with a Dice of 0.8 or more
 * @param seconds for each object; the only figure that differs from run to run
 * @param inputs fingerprint of everything that the other figures depend on
 */
public record StudyRow(String model, PromptMode prompt, Strategy strategy, int objects, double dice,
	double surfaceDice, double endSliceError, double medianEndSliceError, double largeEndSliceError, double half,
	double good, double seconds, String inputs)
{

	static StudyRow of(final String model, final PromptMode prompt, final Strategy strategy, final Evaluation evaluation,
		final double seconds, final String inputs)
	{
		final int objects = evaluation.objects().size();
		return new StudyRow(model, prompt, strategy, objects, evaluation.meanDice(), evaluation.meanSurfaceDice(),
			evaluation.meanEndSliceError(), evaluation.medianEndSliceError(), evaluation.endSliceErrorPercentile(0.9),
			evaluation.shareWithDice(0.5), evaluation.shareWithDice(0.8), seconds / objects, inputs);
	}

	/** Whether this is the result of a combination for the same inputs. */
	boolean answers(final String askedModel, final PromptMode askedPrompt, final Strategy askedStrategy,
		final String askedInputs)
	{
		return model.equals(askedModel) && prompt == askedPrompt && strategy == askedStrategy && inputs.equals(askedInputs);
	}
}
