package dev.botrunner.stream;

import dev.botrunner.publish.Position;

/** Where a client stands in one stream, as it was read back. */
public sealed interface Cursor {

    /** It has had everything up to here. */
    record At(Position position) implements Cursor {}

    /** It has had the session's end: there is nothing more to come. */
    record AtEnd() implements Cursor {}

    /** It is not one of ours, or of another stream: it says nothing. */
    record Refused() implements Cursor {}
}
