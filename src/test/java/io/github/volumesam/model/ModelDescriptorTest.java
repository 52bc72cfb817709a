package io.github.volumesam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

/** A descriptor is JSON, and a bad one says what is wrong with it. */
class ModelDescriptorTest {

	private static String embedded() {
		return new String(new ModelFiles.Source("descriptor", null, "/io/github/volumesam/models/embedded/descriptor.json")
			.bytes(), StandardCharsets.UTF_8);
	}

	private static String refusal(final String json) {
		return assertThrows(ModelException.class, () -> ModelDescriptor.parse(json, "my.json")).getMessage();
	}

	@Test
	void whatIsWrittenIsReadBack() {
		final ModelDescriptor descriptor = ModelDescriptor.parse(embedded(), "embedded");
		assertEquals(descriptor.toJson(), ModelDescriptor.parse(descriptor.toJson(), "again").toJson());
		assertEquals(192, descriptor.encoder().size());
	}

	@Test
	void textThatIsNoJsonIsRefused() {
		assertTrue(refusal("{ no json").startsWith("my.json is not a model descriptor"));
		assertTrue(refusal("").startsWith("my.json is empty"));
	}

	@Test
	void aMissingFieldIsNamed() {
		assertTrue(refusal("{}").contains("'id'"));
		assertTrue(refusal(embedded().replace("\"input\": \"image\",", "")).contains("'encoder.input'"));
	}

	@Test
	void aValueThatIsNotKnownIsNamed() {
		final String message = refusal(embedded().replace("\"stretch\"", "\"squeeze\""));
		assertTrue(message.contains("'encoder.resize'"), message);
	}

	@Test
	void aRoleWithoutATensorIsNamed() {
		final String message = refusal(embedded().replace("\"point_labels\": \"labels\",", ""));
		assertTrue(message.contains("decoder.inputs") && message.contains("\"labels\""), message);
	}

	@Test
	void severalSlicesOfAModelThatIsPromptedAreTheThreeChannels() {
		final String input = "\"input\": \"image\",";
		assertTrue(refusal(embedded().replace(input, input + "\"slices\": 3,")).contains(
			"three as channels (encoder.channels 'slices')"));
		assertTrue(refusal(embedded().replace(input, input + "\"slices\": 5, \"channels\": \"slices\",")).contains(
			"encoder.slices is 5; it must be 3"));
	}

	@Test
	void oneMaskAloneCanCount() {
		final String tokens = "\"tokens\":";
		assertTrue(refusal(embedded().replace(tokens, "\"first\": true, \"best\": true, " + tokens)).contains(
			"decoder.first and decoder.best"));
	}

	@Test
	void aDescriptorWithNormalisationNeedsThreeMeans() {
		final String message = refusal(embedded().replace("{ \"kind\": \"inGraph\" }",
			"{ \"kind\": \"meanStd\", \"mean\": [1], \"std\": [1, 1, 1] }"));
		assertTrue(message.contains("three means"), message);
	}
}
