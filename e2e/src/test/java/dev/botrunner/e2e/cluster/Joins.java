package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Api;
import dev.botrunner.e2e.stand.Reply;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.Patience;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Joins as the contract bids callers: who is told that the queue did not answer within its second asks again with the same
 * key. A machine that is a whole cluster besides has such seconds.
 */
final class Joins {

    private static final int UNAVAILABLE = 503;

    private Joins() {}

    /** The answer to a join that was accepted, perhaps at the second time. */
    static Reply ask(Api api, Json.Obj body, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Idempotency-Key", UUID.randomUUID().toString());
        var reply = new AtomicReference<>(api.post("/v1/join", body.text(), headers));
        Patience.until("the queue to answer", () -> {
            boolean answered = reply.get().status() != UNAVAILABLE;
            if (!answered) {
                reply.set(api.post("/v1/join", body.text(), headers));
            }
            return answered;
        });
        assertThat(reply.get().status()).as(reply.toString()).isIn(200, 202);
        return reply.get();
    }

    /** The session of such a join. */
    static String session(Reply reply) {
        return reply.object().textAt("session_id").orElseThrow();
    }
}
