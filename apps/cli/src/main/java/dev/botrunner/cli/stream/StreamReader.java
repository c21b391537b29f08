package dev.botrunner.cli.stream;

import dev.botrunner.session.Json;

/** Takes what a stream brings. */
public interface StreamReader {

    /** An event of the bus; false: this was the last one wanted. */
    boolean event(Json.Obj envelope);

    /** Something about the stream itself, in a sentence for people. */
    void notice(String sentence);
}
