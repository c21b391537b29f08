package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.cluster.LaunchDeath.Step;
import dev.botrunner.e2e.cluster.LaunchDeath.When;
import dev.botrunner.e2e.stand.Joins;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Reply;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A control server that launches in a real cluster dies at a step of a launch, and is started again: the session runs
 * once, ends once, and leaves no object.
 */
@ParameterizedClass
@ValueSource(strings = {"job", "pod"})
@Tag("cluster")
@Timeout(1800)
@ResourceLock(value = RealCluster.LOCK, mode = ResourceAccessMode.READ)
@ExtendWith({LogsOnFailure.class, ClusterOnFailure.class})
@SuppressWarnings("NullAway.Init")
class RealDeathsIT {

    private static final Logger LOG = LoggerFactory.getLogger(RealDeathsIT.class);
    private static final String STAY = "stay: {image: IMAGE, good_bye: 2s, start_deadline: 300s}";

    /** Finds no node before it is let go. */
    private static final String HELD =
            "echo: {image: IMAGE, good_bye: 2s, start_deadline: 300s, pod: {spec: {nodeSelector: {LABEL: there}}}}";

    private static ApiFilter filter;
    private static ClusterStand stand;

    @Parameter
    String launcher;

    /** Whether the place was met, and the control server is there again. */
    private boolean mended;

    @BeforeParameterizedClassInvocation
    static void start(String launcher) {
        ClusterPlan plan = ClusterPlan.of(launcher)
                .bots(STAY, HELD.replace("LABEL", label(launcher)))
                .mortal();
        ClusterNamespace namespace = ClusterNamespace.make(plan.names());
        filter = ApiFilter.before(namespace);
        stand = ClusterStand.start(plan.server(filter.url()), namespace);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        stand.close();
        filter.close();
    }

    private static String label(String launcher) {
        return "deaths-" + launcher;
    }

    @Test
    void aLaunchWhoseLauncherDiesComesToItsEndOnceAndLeavesNothing() throws InterruptedException {
        var failures = new ArrayList<Throwable>();
        for (LaunchDeath place : LaunchDeath.chosen()) {
            long began = System.nanoTime();
            try {
                play(place);
                ClusterAudit.assertClean(stand);
            } catch (AssertionError | RuntimeException failed) {
                failures.add(new AssertionError("\"" + place + "\" over " + launcher, failed));
            }
            LOG.atInfo()
                    .addKeyValue("place", place)
                    .addKeyValue("launcher", launcher)
                    .addKeyValue(
                            "seconds",
                            Duration.ofNanos(System.nanoTime() - began).toSeconds())
                    .log("played");
        }
        assertThat(failures).isEmpty();
        stand.namespace().awaitObjectsGone();
        ClusterAudit.assertClean(stand);
    }

    private void play(LaunchDeath place) {
        switch (place.step()) {
            case TAKE, CLAIM, CREATE, OUTCOME -> {
                arm(place);
                String id = join("stay", place);
                awaitMet(place);
                try (ClusterSession session = stand.follow(id).afterDeath()) {
                    assertRunsOnce(session);
                }
            }
            case OBSERVATION -> {
                try (ClusterSession session = stand.follow(join("echo", place))) {
                    session.awaitPhase("created");
                    arm(place);
                    RealCluster.kubectl("label", "node", "--all", label(launcher) + "=there");
                    try {
                        awaitMet(place);
                        session.follow();
                        assertRunsOnce(session);
                    } finally {
                        RealCluster.kubectl("label", "node", "--all", label(launcher) + "-");
                    }
                }
            }
            case DELETE -> {
                try (ClusterSession session = stand.follow(join("echo", place))) {
                    session.awaitPhase("created");
                    arm(place);
                    leave(session);
                    awaitMet(place);
                    session.follow();
                    assertThat(session.awaitEnd().word()).isEqualTo("stopped/requested");
                    RealCluster.await("its object to be gone", () -> objects(session) == 0);
                }
            }
        }
    }

    /** Of what has one attempt there is one object, and its pod. */
    private void assertRunsOnce(ClusterSession session) {
        session.joined();
        assertThat(session.document().integerAt("attempt")).hasValue(1);
        assertThat(objects(session)).isEqualTo(launcher.equals("job") ? 2 : 1);
        session.leavesWhenAsked();
    }

    private static long objects(ClusterSession session) {
        return stand.namespace()
                .kubectl("get", "jobs,pods", "-o", "name", "-l", "botrunner.dev/session=" + session.id())
                .lines()
                .count();
    }

    /** It may die before it has answered, once what was asked for stands in its record. */
    private static void leave(ClusterSession session) {
        try {
            session.leave();
        } catch (UncheckedIOException died) {
            assertThat(died).hasMessageContaining("DELETE");
        }
    }

    private void arm(LaunchDeath place) {
        mended = false;
        String objects = "/" + launcher + "s";
        switch (place.step()) {
            case TAKE -> armStore(place, "queue.next");
            case CLAIM, OBSERVATION -> armStore(place, "ledger.write.STARTING");
            case CREATE -> armApi(place, "POST", objects);
            case OUTCOME -> filter.tell("POST", objects, () -> armStore(place, "ledger.write.STARTING"));
            case DELETE -> armApi(place, "DELETE", objects);
        }
    }

    private static void armStore(LaunchDeath place, String call) {
        Path draft = stand.failpoint().resolveSibling("failpoint.draft");
        try {
            Files.writeString(draft, place.when().name().toLowerCase(Locale.ROOT) + " " + call);
            Files.move(draft, stand.failpoint());
        } catch (IOException e) {
            throw new UncheckedIOException("No failpoint can be set", e);
        }
    }

    private static void armApi(LaunchDeath place, String method, String part) {
        Program control = stand.control();
        if (place.isDeadly()) {
            filter.breakAt(method, part, place.when() == When.AFTER, () -> control.send(Signal.KILL));
        } else {
            filter.loseAnswer(method, part);
        }
    }

    /** Waits until the place was met, and starts the control server again where it has died of it. */
    private void awaitMet(LaunchDeath place) {
        if (mended) {
            return;
        }
        mended = true;
        if (place.isDeadly()) {
            Patience.until(place + " to kill it", () -> !stand.control().isAlive());
            stand.startControlAgain();
        } else if (place.step() != Step.CREATE && place.step() != Step.DELETE) {
            Path met = stand.failpoint().resolveSibling("failpoint.met");
            Patience.until(place + " to be met", () -> met.toFile().delete());
        }
    }

    /** As a client does: the same key again where nobody answers, until the server is there again. */
    private String join(String bot, LaunchDeath place) {
        var body = Json.obj().put("bot", bot).put("room_url", "https://rooms.example/" + bot);
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        String text = body.build().text();
        var answers = new ArrayList<Reply>();
        Patience.until("an answer to a join", () -> {
            try {
                Reply reply = stand.api().post("/v1/join", text, key);
                if (reply.status() < 500) {
                    answers.add(reply);
                }
            } catch (UncheckedIOException died) {
                awaitMet(place);
            }
            return !answers.isEmpty();
        });
        assertThat(answers.getFirst().status()).as(answers.toString()).isIn(200, 202);
        return Joins.session(answers.getFirst());
    }
}
