package dev.botrunner.testkit;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.Published;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker that only remembers what it took, and is down when told to. From any thread. */
public final class RecordingOutlet implements EventOutlet {

    private final List<Envelope> taken = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    public void down(boolean now) {
        down = now;
    }

    public List<Envelope> taken() {
        return new ArrayList<>(taken);
    }

    @Override
    public Published publish(List<Envelope> batch) {
        if (down) {
            throw new DependencyException(new Failure(ErrorCode.BROKER_UNAVAILABLE, "The broker of this test is down"));
        }
        taken.addAll(batch);
        return Published.all(batch.size());
    }

    @Override
    public void close() {}
}
