package io.github.volumesam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;

import org.junit.jupiter.api.Test;

class CsvTest {

	@Test
	void numbersHaveSixDigitsAndAPointInEveryLanguage() {
		final Locale before = Locale.getDefault();
		try {
			Locale.setDefault(Locale.GERMANY);
			assertEquals("3,0.333333,123456789,1.23457e+07,NaN,NaN\n", Csv.row(3, 1 / 3.0, 123456789L, 12345678.9,
				Double.NaN, Double.POSITIVE_INFINITY));
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@Test
	void textIsQuotedWhereItHasToBe() {
		assertEquals("plain text,\"a, b\",\"a \"\"b\"\"\",\"two\nlines\",\n", Csv.row("plain text", "a, b", "a \"b\"",
			"two\nlines", ""));
	}
}
