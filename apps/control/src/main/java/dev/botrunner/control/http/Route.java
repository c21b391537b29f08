package dev.botrunner.control.http;

/**
 * Answers one kind of call. Runs on a virtual thread and may block. {@link Refusal}, {@link
 * dev.botrunner.session.MalformedJson} and {@link dev.botrunner.session.DependencyException} become problem documents;
 * anything else is a bug and a 500.
 */
@FunctionalInterface
public interface Route {

    Reply answer(Call call) throws InterruptedException;
}
