package loci.formats;

/** Stands in for the class of Bio-Formats. */
public class FormatException extends Exception {

	private static final long serialVersionUID = 1;

	public FormatException(final String message) {
		super(message);
	}
}
