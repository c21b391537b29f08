package dev.botrunner.session;

/** A text that is never shown: not in logs, events, metrics, answers or exception messages. */
public record Secret(String reveal) {

    @Override
    public String toString() {
        return "•••";
    }
}
