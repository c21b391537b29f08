package dev.botrunner.stream;

import dev.botrunner.publish.Position;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What comes while a client still reads history. Over its bounds it is dropped, and history is read on up to where it
 * was dropped. Confined to the client's lock.
 */
final class Backlog {

    private final StreamLimits limits;
    private final ArrayDeque<Tidings> kept = new ArrayDeque<>();
    private int bytes;
    private Optional<Position> droppedUpTo = Optional.empty();
    private boolean gapDropped;

    Backlog(StreamLimits limits) {
        this.limits = limits;
    }

    void add(Tidings tidings) {
        kept.add(tidings);
        bytes += size(tidings);
        if (kept.size() > limits.events() || bytes > limits.bytes()) {
            drop();
        }
    }

    /** Up to which event history has to be read, since it is not kept here. */
    Optional<Position> droppedUpTo() {
        return droppedUpTo;
    }

    /** Everything in order, and nothing left behind. */
    ArrayDeque<Tidings> take() {
        var all = new ArrayDeque<Tidings>(kept.size() + 1);
        if (gapDropped) {
            all.add(new Tidings.Gap(OptionalLong.empty()));
        }
        all.addAll(kept);
        kept.clear();
        return all;
    }

    private void drop() {
        for (Tidings tidings : kept) {
            switch (tidings) {
                case Tidings.Event(var event) -> droppedUpTo = Optional.of(event.position());
                case Tidings.Gap _ -> gapDropped = true;
            }
        }
        kept.clear();
        bytes = 0;
    }

    private static int size(Tidings tidings) {
        return switch (tidings) {
            case Tidings.Event(var event) -> event.size();
            case Tidings.Gap _ -> 0;
        };
    }
}
