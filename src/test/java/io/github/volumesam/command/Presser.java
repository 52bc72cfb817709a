package io.github.volumesam.command;

import org.scijava.event.EventHandler;
import org.scijava.task.event.TaskEvent;

/** Presses the cancel button of the task bar when so much is done. */
public final class Presser {

	private final double when;

	Presser(final double when) {
		this.when = when;
	}

	@EventHandler
	void onEvent(final TaskEvent event) {
		final var task = event.getTask();
		if (!task.isCanceled() && task.getProgressValue() >= when * task.getProgressMaximum()) task.cancel("enough");
	}
}
