package dev.botrunner.e2e.flow;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventSink;
import dev.botrunner.publish.Position;
import java.util.OptionalLong;

/** Shows the auditor all that is published. */
record SimTail(Auditor auditor, Tally tally) implements EventSink {

    @Override
    public void at(Position position) {}

    @Override
    public void event(Envelope envelope, Position position) {
        if (auditor.published(envelope)) {
            tally.add(envelope);
        }
    }

    @Override
    public void gap(OptionalLong lost) {
        throw new AssertionError("The broker lost events");
    }

    @Override
    public void reset(String epoch) {}
}
