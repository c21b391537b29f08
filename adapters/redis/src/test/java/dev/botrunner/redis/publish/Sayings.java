package dev.botrunner.redis.publish;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Published;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.Slice;
import dev.botrunner.session.DependencyException;
import dev.botrunner.testkit.SampleEvents;
import dev.botrunner.testkit.process.Patience;
import java.util.ArrayList;
import java.util.List;

/** What tests say over a transport, and read back. */
final class Sayings {

    private Sayings() {}

    /** Events of one session, one after the other. */
    static List<Envelope> some(SampleEvents events, int count) {
        var all = new ArrayList<Envelope>();
        for (int time = 0; time < count; time++) {
            all.add(events.said());
        }
        return all;
    }

    /** As a mirror does: again until it is taken. */
    static void surely(EventTransport transport, List<Envelope> batch) {
        Patience.until("the broker to take a batch", () -> {
            try {
                return transport.publish(batch).equals(Published.all(batch.size()));
            } catch (DependencyException notNow) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted", e);
            }
        });
    }

    static Scope.Session scope(SampleEvents events) {
        return new Scope.Session(events.tenant(), events.session());
    }

    /** All history of a scope. */
    static List<Envelope> history(EventTransport transport, Scope scope) {
        var all = new ArrayList<Envelope>();
        Slice slice = transport.read(scope, Position.START, 100);
        slice.events().forEach(entry -> all.add(entry.envelope()));
        while (!slice.atEnd()) {
            slice = transport.read(scope, slice.next(), 100);
            slice.events().forEach(entry -> all.add(entry.envelope()));
        }
        return all;
    }
}
