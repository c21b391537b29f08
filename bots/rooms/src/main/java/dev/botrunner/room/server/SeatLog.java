package dev.botrunner.room.server;

import dev.botrunner.session.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The last events that a seat was sent, numbered from 1, for a client that comes back. When it is full the oldest go, and
 * a client that has not had them has a gap. Guarded by the hall's lock.
 */
final class SeatLog {

    private final int most;
    private final int mostBytes;
    private final Deque<String> kept = new ArrayDeque<>();
    private int bytes;
    private long last;

    SeatLog(int most, int mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** The event with its number, as it is sent. */
    String add(Json.Obj event) {
        last++;
        String text = Json.obj().put("n", last).putAll(event).build().text();
        kept.add(text);
        bytes += text.length();
        while (kept.size() > most || bytes > mostBytes) {
            bytes -= kept.remove().length();
        }
        return text;
    }

    long last() {
        return last;
    }

    /** What came after this number; absent where some of it is gone, or it is of the future. */
    Optional<List<String>> after(long number) {
        long missing = last - number;
        if (missing < 0 || missing > kept.size()) {
            return Optional.empty();
        }
        return Optional.of(new ArrayList<>(kept).subList(kept.size() - (int) missing, kept.size()));
    }
}
