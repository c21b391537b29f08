package dev.botrunner.bot.chat.model;

/** A question under way. */
@FunctionalInterface
public interface ModelCall {

    /** Gives the answer up and lets go of its connection. Again: nothing. From any thread; does not wait. */
    void cancel();
}
