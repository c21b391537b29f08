package dev.botrunner.run;

/** A running server of rooms for people and bots, until it is closed. All that is in its rooms is lost then. */
public interface RoomServer extends AutoCloseable {

    /** Its start page, without a slash at the end; a room is one word below it. */
    String url();

    /** From now on its page offers to send a bot of this control server. */
    void inviteFrom(String control);

    @Override
    void close();
}
