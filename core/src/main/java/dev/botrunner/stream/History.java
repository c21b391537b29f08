package dev.botrunner.stream;

import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.publish.LastNumbers;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.Slice;
import dev.botrunner.session.DependencyException;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a client's history at the client's pace, a page at a time, and splices it to what is live. Runs on a thread of
 * its own until then.
 */
final class History implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    static final int PAGE = 256;

    /** A page of large events is sent in pieces. */
    private static final int PIECE = 256 * 1024;

    private static final int SOURCES = 1_024;

    private final StreamClient client;
    private final StreamClient.Shared shared;
    private final Scope scope;
    private final boolean incomplete;
    private final LastNumbers last = new LastNumbers(SOURCES);
    private Slice slice;

    /**
     * @param first what was read already
     * @param incomplete whether the client was told of a gap at its opening
     */
    History(StreamClient client, StreamClient.Shared shared, Slice first, boolean incomplete) {
        this.client = client;
        this.shared = shared;
        this.scope = client.request().scope();
        this.slice = first;
        this.incomplete = incomplete;
    }

    @Override
    public void run() {
        try {
            follow();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            client.outflow().abort();
        } catch (DependencyException e) {
            LOG.atWarn()
                    .setMessage("A stream is ended while its history is read: the client will come again")
                    .addKeyValue("detail", e.failure().detail())
                    .log();
            client.outflow().finish();
            client.outflow().pump();
        } catch (RuntimeException e) {
            client.outflow().abort();
            throw e;
        }
    }

    private void follow() throws InterruptedException {
        client.outflow().pump();
        while (true) {
            if (!send()) {
                return;
            }
            if (slice.atEnd()) {
                if (incomplete && client.request().end().isPresent()) {
                    client.endFromRecord();
                    client.outflow().pump();
                    return;
                }
                if (client.splice(slice.next())) {
                    return;
                }
            }
            slice = shared.transport().read(scope, slice.next(), PAGE);
            if (slice.gap()) {
                client.outflow().add(SseFrames.gap(OptionalLong.empty()));
            }
        }
    }

    /** False: the client's stream is over. */
    private boolean send() throws InterruptedException {
        int piece = 0;
        for (Slice.Entry entry : slice.events()) {
            if (EnvelopeJson.isForged(entry.envelope()) || !last.advance(entry.envelope())) {
                continue;
            }
            var event = new LiveEvent(entry.envelope(), entry.position(), shared.cursors());
            if (client.isLast(event)) {
                client.outflow().add(event.frame(scope));
                client.close(CloseReason.SESSION_ENDED);
                client.outflow().pump();
                return false;
            }
            if (!client.request().filter().takes(event.envelope())) {
                continue;
            }
            client.outflow().add(event.frame(scope));
            piece += event.size();
            if (piece > PIECE) {
                piece = 0;
                if (!drained()) {
                    return false;
                }
            }
        }
        return drained();
    }

    private boolean drained() throws InterruptedException {
        client.outflow().pump();
        return client.outflow().awaitEmpty();
    }
}
