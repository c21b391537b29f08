package dev.botrunner.room;

import java.util.List;

/** One stay of a bot in a room. From any thread. Nothing here waits for the network or for other participants. */
public interface RoomStay extends AutoCloseable {

    /**
     * Begins to say something. Each utterance is heard in the order of its own pieces; several may be open at once, at
     * most {@link Utterance#MOST_OPEN}: one more cuts the oldest. Once the stay is over, what is said goes nowhere.
     */
    Utterance speak();

    /** Says something that is there as a whole. False: see {@link Utterance#append}. */
    default boolean say(String text) {
        Utterance utterance = speak();
        boolean heard = utterance.append(text);
        utterance.end();
        return heard;
    }

    /** Shows the others that an answer is being made, or no longer is. Nothing is made up for what is lost of it. */
    void typing(boolean on);

    /** Everybody else, those who only look on included, in the order in which they came; as of the last event heard. */
    List<Participant> roster();

    /**
     * Leaves: what is still open is cut, what was said before goes out first where it can at once (at most 2 s). Leaving
     * twice, or after the end, does nothing.
     *
     * @param reason shown to the others, in one word: {@code said_goodbye}
     */
    void leave(String reason);

    /** Leaves. */
    @Override
    default void close() {
        leave("left");
    }
}
