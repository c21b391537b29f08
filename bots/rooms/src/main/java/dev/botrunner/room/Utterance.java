package dev.botrunner.room;

/**
 * Something that is being said: the others see it grow. From any thread, though pieces from two threads mix. Any text goes;
 * half a surrogate pair waits for its other half in the next piece, and alone becomes U+FFFD.
 */
public interface Utterance {

    /** How many one participant may have open. */
    int MOST_OPEN = 4;

    /** What one utterance may hold, in bytes of UTF-8. */
    int MAX_BYTES = 64 * 1024;

    /**
     * Says more. An empty piece says nothing.
     *
     * @return false: nobody will hear it, nor anything that follows. The utterance is over, or it has become longer than
     *     {@link #MAX_BYTES} and was cut there; the stay is over, or the connection is away and too much waits for it
     */
    boolean append(String text);

    /** It is said as a whole. Ending what is over does nothing. */
    void end();

    /** Breaks it off: what was said stays, marked as cut. One that said nothing never was. Nothing, when it is over. */
    void cancel();
}
