package dev.botrunner.loop;

import java.time.Duration;

/**
 * What of a loop's failures is told. A row of them is told once; a failure that comes, goes and comes again, such as a right
 * that is missing for something done now and then, is told twice, and then no more until it is another one, or the loop
 * has gone well for {@link #SETTLED}. Confined to one thread.
 */
final class Telling {

    static final Duration SETTLED = Duration.ofMinutes(2);

    /** What to say. */
    enum Word {
        /** Something fails that did not before. */
        NEWS,
        /** The same as lately: it comes and goes. */
        NOW_AND_THEN,
        /** It goes well again. */
        WELL,
        /** That is known. */
        NOTHING
    }

    private final Ticker ticker;
    private String last = "";
    private long failedAt;
    private boolean failing;
    private boolean comesAndGoes;

    Telling(Ticker ticker) {
        this.ticker = ticker;
    }

    Word failed(String failure) {
        boolean again = failing;
        boolean lately = failure.equals(last) && ticker.since(failedAt).compareTo(SETTLED) < 0;
        failing = true;
        failedAt = ticker.nanos();
        if (again || (lately && comesAndGoes)) {
            return Word.NOTHING;
        }
        last = failure;
        comesAndGoes = lately;
        return lately ? Word.NOW_AND_THEN : Word.NEWS;
    }

    /** After each step that has not failed. */
    Word well() {
        boolean recovered = failing;
        failing = false;
        if (comesAndGoes) {
            if (ticker.since(failedAt).compareTo(SETTLED) < 0) {
                return Word.NOTHING;
            }
            comesAndGoes = false;
            last = "";
            return Word.WELL;
        }
        return recovered ? Word.WELL : Word.NOTHING;
    }
}
