package dev.botrunner.room.ws;

import java.io.IOException;

/** What answered is no WebSocket, or none for us. */
final class HandshakeRefused extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    HandshakeRefused(int status, String detail) {
        super(detail);
        this.status = status;
    }

    /** Of HTTP; 0 where it was none. */
    int status() {
        return status;
    }
}
