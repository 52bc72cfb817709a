package io.github.volumesam;

/** A user who cancels after so many reports of progress. */
public final class Impatient implements Progress {

	private final int patience;
	private int reports;

	public Impatient(final int patience) {
		this.patience = patience;
	}

	@Override
	public void report(final long done, final long total, final String message) {
		reports++;
	}

	@Override
	public boolean isCancelled() {
		return reports >= patience;
	}
}
