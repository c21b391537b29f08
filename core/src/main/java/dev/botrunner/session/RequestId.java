package dev.botrunner.session;

/** Names one request for work, so that a repeated call gets the same session. 1 to 128 visible ASCII characters. */
public record RequestId(String value) {

    public RequestId {
        if (!Names.isVisibleAscii(value, 128)) {
            throw new IllegalArgumentException("A request id is 1 to 128 visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
