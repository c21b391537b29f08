package dev.botrunner.room.server;

/** The way to one client. Neither call waits. A client that does not take what it is sent is closed by the wire itself. */
public interface Wire {

    void send(String message);

    /** After what was sent. Closing twice does nothing. */
    void close(CloseCode code);
}
