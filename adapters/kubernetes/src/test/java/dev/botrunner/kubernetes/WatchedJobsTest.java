package dev.botrunner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.launch.LaunchRef.ForSession;
import dev.botrunner.launch.Launched;
import dev.botrunner.launch.Observation;
import dev.botrunner.loop.Subscription;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Json;
import dev.botrunner.session.Phase;
import dev.botrunner.session.Sighting;
import dev.botrunner.testkit.LaunchedSession;
import dev.botrunner.testkit.kubernetes.ApiFault;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the watch of Jobs and their pods tells, beyond what every launcher's does. */
@SuppressWarnings("NullAway.Init")
class WatchedJobsTest {

    private final BlockingQueue<Sighting> told = new LinkedBlockingQueue<>();
    private final LauncherStand stand = new LauncherStand(ObjectKind.JOB, false);
    private Subscription subscription;
    private ForSession job;

    @BeforeEach
    void launch() throws InterruptedException {
        subscription = stand.launcher().watch((Observation seen) -> told.add(seen.sighting()));
        var session = LaunchedSession.one();
        job = ((Launched.Created) stand.launcher().launch(session.head(), session.spec())).ref();
        assertThat(next()).isEqualTo(new Sighting.Waiting(Phase.CREATED, Optional.empty()));
    }

    @AfterEach
    void close() {
        subscription.close();
        stand.close();
    }

    private Sighting next() throws InterruptedException {
        Sighting next = told.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("something that was waited for").isNotNull();
        return Objects.requireNonNull(next);
    }

    private Phase nextPhase() throws InterruptedException {
        return ((Sighting.Waiting) next()).phase();
    }

    private ErrorCode nextFailure() throws InterruptedException {
        return ((Sighting.Failed) next()).failure().code();
    }

    @Test
    void thePhasesComeInOrderEachOnce() throws InterruptedException {
        stand.status(job, PodStatuses.scheduled());
        assertThat(nextPhase()).isEqualTo(Phase.SCHEDULED);
        stand.status(job, PodStatuses.waiting("ContainerCreating", ""));
        assertThat(nextPhase()).isEqualTo(Phase.PULLING);
        stand.start(job);
        stand.start(job);
        assertThat(next()).isInstanceOf(Sighting.Started.class);
        stand.exit(job, ExitStatus.code(0));
        assertThat(next()).isInstanceOf(Sighting.Exited.class);
    }

    @Test
    void anImageThatIsMissingThreeTimesFailsTheAttempt() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            stand.status(job, PodStatuses.waiting("ErrImagePull", "not found"));
            assertThat(nextPhase()).isEqualTo(Phase.PULLING);
            stand.status(job, PodStatuses.waiting("ImagePullBackOff", "Back-off pulling image"));
            var waiting = (Sighting.Waiting) next();
            assertThat(waiting.detail()).contains("ImagePullBackOff: Back-off pulling image");
        }
        stand.status(job, PodStatuses.waiting("ErrImagePull", "not found"));
        assertThat(nextFailure()).isEqualTo(ErrorCode.IMAGE_UNAVAILABLE);
    }

    @Test
    void oneTryForTheImageCountsOnceHoweverOftenItIsHeardOf() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            stand.status(job, PodStatuses.waiting("ErrImagePull", "not found, told " + i));
            assertThat(nextPhase()).isEqualTo(Phase.PULLING);
        }
        stand.server.compact();
        stand.server.cutWatches();
        stand.status(job, PodStatuses.waiting("ErrImagePull", "not found, after the list"));
        assertThat(nextPhase()).isEqualTo(Phase.PULLING);
        stand.start(job);
        assertThat(next()).isInstanceOf(Sighting.Started.class);
    }

    @Test
    void aFailureSaysWhatWasFoundOut() throws InterruptedException {
        stand.server.script(
                "GET",
                LauncherStand.PODS + "/" + LauncherStand.name(job) + "-x7k2p/log",
                new ApiFault.Answers(200, "could not reach the model\n"));
        stand.server.script(
                "GET",
                "/api/v1/namespaces/bots/events",
                new ApiFault.Answers(
                        200,
                        "{\"kind\":\"EventList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[{\"type\":\"Warning\","
                                + "\"reason\":\"Unhealthy\",\"message\":\"probe failed\",\"metadata\":{\"name\":\"e\"}}]}"));
        stand.status(job, PodStatuses.exited(1, "Error"));
        var exited = (Sighting.Exited) next();
        assertThat(exited.detail().orElseThrow())
                .contains("Error")
                .contains("event: Unhealthy: probe failed")
                .contains("log: could not reach the model");
    }

    @Test
    void aJobWhosePodIsGoneHasFailed() throws InterruptedException {
        stand.start(job);
        assertThat(next()).isInstanceOf(Sighting.Started.class);
        stand.server.remove(LauncherStand.PODS, LauncherStand.name(job) + "-x7k2p");
        stand.finish(job, "Failed");
        assertThat(nextFailure()).isEqualTo(ErrorCode.EVICTED);
    }

    @Test
    void watchesThatAreCutAgainAndAgainMissNothing() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            stand.server.cutWatches();
            stand.status(job, i % 2 == 0 ? PodStatuses.scheduled() : PodStatuses.unscheduled());
        }
        stand.server.compact();
        stand.server.cutWatches();
        stand.start(job);
        Sighting last = next();
        while (!(last instanceof Sighting.Started)) {
            last = next();
        }
    }

    @Test
    void aListThatFailsIsNoEmptyList() throws InterruptedException {
        stand.server.script(
                "GET", LauncherStand.JOBS, new ApiFault.Answers(500, "{}"), new ApiFault.Answers(503, "no"));
        stand.server.compact();
        stand.server.cutWatches();
        stand.start(job);
        assertThat(next()).isInstanceOf(Sighting.Started.class);
        assertThat(told).noneMatch(Sighting.Gone.class::isInstance);
    }

    @Test
    void objectsOfOthersAreNotSeen() throws InterruptedException {
        stand.server.put(
                LauncherStand.JOBS,
                Json.obj()
                        .put("metadata", Json.obj().put("name", "other").build())
                        .build());
        stand.start(job);
        assertThat(next()).isInstanceOf(Sighting.Started.class);
    }
}
