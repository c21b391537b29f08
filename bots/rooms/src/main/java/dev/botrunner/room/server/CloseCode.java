package dev.botrunner.room.server;

/** Why the server closes a connection, as WebSocket says it. */
public enum CloseCode {
    /** The server stops. Come back. */
    GOING_AWAY(1001, "shutdown"),
    /** Only text is understood. */
    NOT_TEXT(1003, "not_text"),
    /** The client has left. */
    LEFT(1000, "left"),
    /** The stay is over: a message {@code closed} said why. */
    OVER(4000, "over"),
    /** A message {@code error} said why. */
    REFUSED(4001, "refused"),
    /** Another connection has the seat. */
    TAKEN_OVER(4002, "taken_over");

    private final int number;
    private final String word;

    CloseCode(int number, String word) {
        this.number = number;
        this.word = word;
    }

    public int number() {
        return number;
    }

    public String word() {
        return word;
    }
}
