/**
 * The commands of {@code Plugins > Volume SAM}, for Fiji, plain ImageJ, macros and
 * runs without a screen, each defined once, as a SciJava command.
 * <p>
 * In Fiji SciJava runs them. In plain ImageJ {@link
 * io.github.volumesam.command.CommandPlugIn} makes the dialog from the same
 * parameters, reads the same macro options, records the same line and runs the
 * same class.
 * <p>
 * <b>Bad input.</b> Where a person waits in front of a window, the command is
 * cancelled with a message, which is shown in a dialog. In a macro, a script or
 * without a screen it throws {@link io.github.volumesam.command.CommandException}
 * with the same message, so that nothing goes on with results that are not there.
 * <p>
 * <b>Cancelling.</b> Esc or the cancel button of Fiji's task bar. What is finished by
 * then is returned as after a complete run, with a warning in the log; only if there
 * is nothing yet, the command counts as cancelled. A script may call {@link
 * org.scijava.Cancelable#cancel}: what is finished is then in the outputs of the
 * module, but nothing is shown.
 */
package io.github.volumesam.command;
