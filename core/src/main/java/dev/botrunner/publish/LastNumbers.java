package dev.botrunner.publish;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last number of each (source, epoch): what is not above it was there before. Remembers so many and forgets those
 * longest unheard; what comes again after that is taken for new, which at-least-once allows. Confined to one thread.
 */
public final class LastNumbers {

    private final Map<Key, Last> last;

    private record Key(String source, String epoch) {}

    private static final class Last {
        private long number;
    }

    public LastNumbers(int most) {
        last = new LinkedHashMap<>(2, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Last> eldest) {
                return size() > most;
            }
        };
    }

    /** Whether this one is new; if so it is now the last. */
    public boolean advance(Envelope envelope) {
        Last known = last.computeIfAbsent(new Key(envelope.source(), envelope.epoch()), _ -> new Last());
        if (envelope.sequence() <= known.number) {
            return false;
        }
        known.number = envelope.sequence();
        return true;
    }
}
