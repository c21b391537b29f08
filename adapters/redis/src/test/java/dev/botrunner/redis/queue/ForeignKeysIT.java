package dev.botrunner.redis.queue;

import static dev.botrunner.redis.queue.SickQueue.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Durability;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.Wrote;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.redis.RedisPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody has put a value of another type under a name of ours: a step that needs it changes nothing at all. */
@SuppressWarnings("NullAway.Init")
final class ForeignKeysIT {

    /** All keys and what they hold, in order. */
    private static final String DUMP = "local all = redis.call('KEYS', '*') table.sort(all) local text = '' "
            + "for _, key in ipairs(all) do text = text .. key .. redis.sha1hex(redis.call('DUMP', key)) .. '\\n' end "
            + "return text";

    private SickQueue redis;

    @BeforeEach
    void open() {
        redis = SickQueue.open(RedisPlan.MEMORY, Durability.NONE);
    }

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void whatCannotBeAcceptedLeavesNothing() {
        redis.accepted();
        List<String> places = places();
        assertThat(places).hasSizeGreaterThan(10);
        for (String place : places) {
            var session = SampleSession.one();
            whileForeign(
                    place,
                    () -> redis.store()
                            .queue()
                            .enqueue(session.asOf(redis.store().ledger())));
            assertThat(redis.enqueue(session)).as(place).isInstanceOf(Enqueued.Accepted.class);
        }
    }

    @Test
    void aStepThatCannotBeWrittenLeavesNothing() {
        redis.accepted();
        SessionId ended = redis.accepted();
        redis.store().ledger().write(seen(ended), claim(ended));
        redis.store().ledger().write(seen(ended), (dev.botrunner.session.Step) SickQueue.RULES.stopAsked(seen(ended)));
        List<String> places = places();
        places.addAll(List.of("held", "silence", "backoff:echo:default", "active:b:echo", "active:t:default"));
        for (String place : places) {
            SessionId id = redis.accepted();
            Seen seen = seen(id);
            whileForeign(place, () -> redis.store().ledger().write(seen, redis.claim(seen)));
            assertThat(redis.store().ledger().write(seen, redis.claim(seen)))
                    .as(place)
                    .isInstanceOf(Wrote.Done.class);
        }
    }

    @Test
    void whatCannotBeShownIsNotMarked() {
        redis.accepted();
        for (String place : List.of("held", "ended", "open:echo:default", "ring:echo", "lanes:echo", "bots")) {
            whileForeign(place, () -> redis.next("r-" + place));
        }
        assertThat(redis.next("r")).isPresent();
    }

    private Seen seen(SessionId id) {
        return redis.store().ledger().find(id);
    }

    private dev.botrunner.session.Step claim(SessionId id) {
        return redis.claim(seen(id));
    }

    /** The names of all keys that are not of one session, or of the whole store. */
    private List<String> places() {
        String root = redis.key("");
        var places = new ArrayList<String>();
        for (String name : redis.server()
                .call("EVAL", "return table.concat(redis.call('KEYS', '*'), '\\n')", "0")
                .split("\n", -1)) {
            String place = name.substring(root.length());
            if (!place.startsWith("head:")
                    && !place.startsWith("spec:")
                    && !place.startsWith("room:")
                    && !place.equals("epoch")) {
                places.add(place);
            }
        }
        return places;
    }

    private void whileForeign(String place, Supplier<?> step) {
        String key = redis.key(place);
        String type = redis.server().call("TYPE", key);
        boolean there = !type.equals("none");
        if (there) {
            redis.server().call("RENAME", key, "aside");
        }
        List<List<String>> foreign = List.of(
                List.of("SET", key, "foreign"), List.of("SADD", key, "foreign"), List.of("ZADD", key, "1", "foreign"));
        for (List<String> put : foreign) {
            if (isOf(place, put.getFirst())) {
                continue;
            }
            redis.server().call(put.toArray(String[]::new));
            String before = dump();
            assertThat(failure(step)).as(put + " at " + place).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
            assertThat(dump()).as(put + " at " + place).isEqualTo(before);
            redis.server().call("DEL", key);
        }
        if (there) {
            redis.server().call("RENAME", "aside", key);
        }
    }

    /** Whether what is put there is of the type that belongs there. */
    private static boolean isOf(String place, String put) {
        String kind = place.replaceFirst(":.*", "");
        return switch (kind) {
            case "queued", "backoff", "active", "rows", "tenants", "releasers" -> put.equals("SADD");
            case "dates", "silence", "held", "ended", "line", "open", "ring", "bots", "demand", "list" ->
                put.equals("ZADD");
            default -> false;
        };
    }

    private String dump() {
        return redis.server().call("EVAL", DUMP, "0");
    }
}
