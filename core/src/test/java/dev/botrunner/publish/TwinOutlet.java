package dev.botrunner.publish;

import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.util.ArrayList;
import java.util.List;

/** An outlet that can be down, and refuses types that it is told to. Confined to one thread. */
final class TwinOutlet implements EventOutlet {

    final List<List<Envelope>> tried = new ArrayList<>();
    final List<Envelope> out = new ArrayList<>();
    boolean down;
    boolean closed;
    String refused = "";

    @Override
    public Published publish(List<Envelope> batch) {
        tried.add(batch);
        if (down) {
            throw new DependencyException(new Failure(ErrorCode.BROKER_UNAVAILABLE, "The twin is down"));
        }
        var rejected = new ArrayList<Published.Rejected>();
        for (int index = 0; index < batch.size(); index++) {
            if (batch.get(index).type().equals(refused)) {
                rejected.add(new Published.Rejected(index, Published.Code.MALFORMED));
            } else {
                out.add(batch.get(index));
            }
        }
        return new Published(batch.size() - rejected.size(), rejected);
    }

    @Override
    public void close() {
        closed = true;
    }
}
