package dev.botrunner.e2e.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Botrunner;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A control server dies before, or after, each call that it makes of the store, or never learns the answer; the sessions
 * of that moment end as they should, and a bot that was in its room stays there through all of it.
 */
@ExtendWith(LogsOnFailure.class)
@Timeout(900)
class FailpointsIT {

    private static final Places PLACES = new Places(
            List.of(
                    "queue.enqueue",
                    "queue.next",
                    "ledger.write.STARTING",
                    "ledger.write.RUNNING",
                    "ledger.write.JOINED",
                    "ledger.write.beat",
                    "ledger.write.ENDING",
                    "ledger.write.ENDED",
                    "ledger.find",
                    "ledger.due",
                    "outbox.next",
                    "outbox.published",
                    "leases.acquire",
                    "lease.renew"),
            8);

    private static final RedisServer REDIS = RedisServer.start(RedisPlan.DURABLE);

    private static Fleet fleet;

    @BeforeAll
    static void start() {
        fleet = Fleet.start(REDIS);
    }

    @AfterAll
    static void end() {
        fleet.close();
        REDIS.close();
    }

    @Test
    void sessionsEndOnceAndAsTheyShouldWhereverAControlServerDies() throws InterruptedException {
        PLACES.play(fleet, (place, _) -> round(place));
    }

    @Test
    void doctorLooksAtItAllAndFindsABreachWhereThereIsOne() throws IOException {
        String session = fleet.join("by-hand", Clients::patient);
        Files.writeString(
                fleet.folder().resolve("doctor.conf"),
                "auth=none\nbots=control.yaml\nseal-key=seal.key\nqueue=" + REDIS.url() + "\n");
        assertThat(doctor("I2 +ok .*looked at")).isZero();
        assertThat(doctor("queue +ok .*answers")).isZero();
        REDIS.call("ZREM", "{botrunner:q}:dates", session);
        assertThat(doctor("I2 +fault .*1 breaches")).isEqualTo(1);
        fleet.stop(session);
        fleet.awaitState(session, "ended");
    }

    /** Its exit code, once it has said this. */
    private static int doctor(String line) {
        List<String> words = List.of("doctor", "--settings", "doctor.conf", "--audit");
        try (Program doctor = Botrunner.start(fleet.folder(), words)) {
            doctor.awaitOutput(Pattern.compile(line));
            return doctor.awaitExit();
        }
    }

    private static void round(String place) {
        fleet.arm(place);
        String brief = fleet.join("brief", _ -> {});
        String stays = fleet.join("stay", _ -> {});
        fleet.awaitState(stays, "joined");
        fleet.stop(stays);
        fleet.awaitMet(place);
        fleet.mend();
        assertThat(fleet.outcome(brief)).isEqualTo("completed/done");
        assertThat(fleet.outcome(stays)).isEqualTo("stopped/requested");
    }
}
