package dev.botrunner.e2e.stand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.Patience;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Joins as the contract bids callers: who is told that the queue did not answer within its second asks again with the same
 * key. A machine that has more to do than it can has such seconds.
 */
public final class Joins {

    private static final int UNAVAILABLE = 503;

    private Joins() {}

    /** The answer to a join that was accepted, perhaps at the second time. */
    public static Reply ask(Api api, Json.Obj body, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Idempotency-Key", UUID.randomUUID().toString());
        Reply reply = answered(() -> api.post("/v1/join", body.text(), headers));
        assertThat(reply.status()).as(reply.toString()).isIn(200, 202);
        return reply;
    }

    /** What this join came to, once it came to anything. */
    public static Reply answered(Supplier<Reply> join) {
        var reply = new AtomicReference<>(join.get());
        Patience.until("the queue to answer", () -> {
            boolean answered = reply.get().status() != UNAVAILABLE;
            if (!answered) {
                reply.set(join.get());
            }
            return answered;
        });
        return reply.get();
    }

    /** The session of such a join. */
    public static String session(Reply reply) {
        return reply.object().textAt("session_id").orElseThrow();
    }
}
