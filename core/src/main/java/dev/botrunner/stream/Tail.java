package dev.botrunner.stream;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.publish.EventSink;
import dev.botrunner.publish.LastNumbers;
import dev.botrunner.publish.Position;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Follows the broker for everybody: leaves out what came before and what no runner may say. */
final class Tail implements EventSink {

    /** Sources whose last number is remembered; a few megabytes. */
    private static final int SOURCES = 32_768;

    private final FanOut fanOut;
    private final Cursors cursors;
    private final LastNumbers last = new LastNumbers(SOURCES);
    private final AtomicLong heard = new AtomicLong();
    private volatile Position position = Position.START;

    Tail(FanOut fanOut, Cursors cursors) {
        this.fanOut = fanOut;
        this.cursors = cursors;
    }

    /** All up to here has been told to all clients; {@link Position#START} while nothing is known. */
    Position position() {
        return position;
    }

    @Override
    public void at(Position here) {
        position = here;
    }

    /** How many events were told on. */
    long heard() {
        return heard.get();
    }

    @Override
    public void event(Envelope envelope, Position here) {
        if (!EnvelopeJson.isForged(envelope) && last.advance(envelope)) {
            heard.incrementAndGet();
            fanOut.tell(new LiveEvent(envelope, here, cursors));
        }
        position = here;
    }

    @Override
    public void gap(OptionalLong lost) {
        fanOut.forEach(client -> client.tell(new Tidings.Gap(lost)));
    }

    /** What stood between the last event of the old broker and the first one of the new one, nobody knows. */
    @Override
    public void reset(String epoch) {
        gap(OptionalLong.empty());
    }
}
