package dev.botrunner.redis.publish;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventSink;
import dev.botrunner.publish.Position;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reader that may fail without harm to the tail that tells it. */
record SafeSink(EventSink sink) implements EventSink {

    private static final Logger LOG = LoggerFactory.getLogger(SafeSink.class);

    @Override
    public void at(Position here) {
        safely(() -> sink.at(here));
    }

    @Override
    public void event(Envelope envelope, Position here) {
        safely(() -> sink.event(envelope, here));
    }

    @Override
    public void gap(OptionalLong lost) {
        safely(() -> sink.gap(lost));
    }

    @Override
    public void reset(String epoch) {
        safely(() -> sink.reset(epoch));
    }

    private static void safely(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            LOG.atError()
                    .setMessage("A reader of the events failed; the tail goes on")
                    .setCause(e)
                    .log();
        }
    }
}
