package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.launch.LaunchRef.ForSession;
import dev.botrunner.launch.Launched;
import dev.botrunner.launch.Launcher;
import dev.botrunner.launch.Observation;
import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.TaskGroup;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Sighting;
import dev.botrunner.testkit.LaunchedSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every launcher promises. */
@SuppressWarnings("NullAway.Init")
public abstract class LauncherContract {

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final BlockingQueue<Observation> reports = new LinkedBlockingQueue<>();
    private LauncherUnderTest fixture;
    private Launcher launcher;

    protected abstract LauncherUnderTest open();

    @BeforeEach
    void openLauncher() {
        fixture = open();
        launcher = fixture.launcher();
    }

    @AfterEach
    void closeLauncher() {
        fixture.close();
    }

    private ForSession created(LaunchedSession session) throws InterruptedException {
        return ((Launched.Created) launch(session)).ref();
    }

    private Launched launch(LaunchedSession session) throws InterruptedException {
        return launcher.launch(session.head(), session.spec());
    }

    private Observation awaited(Predicate<Observation> wanted) throws InterruptedException {
        while (true) {
            Observation next = reports.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("a report that was waited for").isNotNull();
            if (next != null && wanted.test(next)) {
                return next;
            }
        }
    }

    private Observation gone(ForSession ref) throws InterruptedException {
        return awaited(seen -> seen.ref().equals(ref) && seen.sighting() instanceof Sighting.Gone);
    }

    @Nested
    class Launching {

        @Test
        void createsAnObjectForTheSessionAndItsAttempt() throws InterruptedException {
            var session = LaunchedSession.one();

            ForSession ref = created(session);

            assertThat(ref.session()).isEqualTo(session.head().id());
            assertThat(ref.attempt()).isEqualTo(1);
            assertThat(launcher.present()).containsExactly(ref);
        }

        @Test
        void theSameLaunchAgainFindsTheObjectThere() throws InterruptedException {
            var session = LaunchedSession.one();
            ForSession ref = created(session);

            Launched again = launch(session);

            assertThat(again).isEqualTo(new Launched.AlreadyThere(ref));
            assertThat(launcher.present()).containsExactly(ref);
        }

        @Test
        void anotherAttemptIsAnotherObject() throws InterruptedException {
            var session = LaunchedSession.one();
            ForSession first = created(session);

            ForSession second = created(session.nextAttempt());

            assertThat(second.attempt()).isEqualTo(2);
            assertThat(second.uid()).isNotEqualTo(first.uid());
            assertThat(launcher.present()).containsExactlyInAnyOrder(first, second);
        }

        @Test
        void anObjectThatWasRemovedIsCreatedAgainUnderAnotherUid() throws InterruptedException {
            var session = LaunchedSession.one();
            ForSession first = created(session);
            launcher.stop(first, GRACE);

            ForSession second = created(session);

            assertThat(second.uid()).isNotEqualTo(first.uid());
        }

        @Test
        void ofManyWhoLaunchTheSameAtOnceOneCreatesIt() throws InterruptedException {
            var session = LaunchedSession.one();
            var tasks = new ArrayList<TaskGroup.Task<Launched>>();

            try (var group = TaskGroup.open("launch")) {
                for (int i = 0; i < 8; i++) {
                    tasks.add(group.fork(() -> launch(session)));
                }
                group.join();
            }

            assertThat(tasks)
                    .extracting(TaskGroup.Task::result)
                    .filteredOn(Launched.Created.class::isInstance)
                    .hasSize(1);
            assertThat(tasks)
                    .extracting(TaskGroup.Task::result)
                    .allMatch(came -> came instanceof Launched.Created || came instanceof Launched.AlreadyThere);
            assertThat(launcher.present()).hasSize(1);
        }
    }

    @Nested
    class Stopping {

        @Test
        void removesTheObject() throws InterruptedException {
            ForSession ref = created(LaunchedSession.one());

            launcher.stop(ref, GRACE);

            assertThat(launcher.present()).isEmpty();
        }

        @Test
        void leavesAnObjectOfThatNameWithAnotherUid() throws InterruptedException {
            ForSession ref = created(LaunchedSession.one());

            launcher.stop(new ForSession(ref.session(), ref.attempt(), "another"), GRACE);

            assertThat(launcher.present()).containsExactly(ref);
        }

        @Test
        void leavesOtherObjects() throws InterruptedException {
            ForSession one = created(LaunchedSession.one());
            ForSession other = created(LaunchedSession.one());

            launcher.stop(one, GRACE);

            assertThat(launcher.present()).containsExactly(other);
        }

        @Test
        void whatIsGoneAlreadyIsNoFailure() throws InterruptedException {
            ForSession ref = created(LaunchedSession.one());
            launcher.stop(ref, GRACE);

            launcher.stop(ref, GRACE);

            assertThat(launcher.present()).isEmpty();
        }
    }

    @Nested
    class Watching {

        @Test
        void tellsThatAProcessHasStarted() throws InterruptedException {
            try (var _ = launcher.watch(reports::add)) {
                ForSession ref = created(LaunchedSession.one());
                fixture.start(ref);

                assertThat(awaited(seen -> seen.sighting() instanceof Sighting.Started)
                                .ref())
                        .isEqualTo(ref);
            }
        }

        @Test
        void tellsHowAProcessLeft() throws InterruptedException {
            try (var _ = launcher.watch(reports::add)) {
                ForSession ref = created(LaunchedSession.one());
                fixture.exit(ref, ExitStatus.code(20));

                Observation left = awaited(seen -> seen.sighting() instanceof Sighting.Exited);

                assertThat(left.ref()).isEqualTo(ref);
                assertThat(((Sighting.Exited) left.sighting()).status().code()).isEqualTo(20);
            }
        }

        @Test
        void tellsThatAnObjectIsGone() throws InterruptedException {
            try (var _ = launcher.watch(reports::add)) {
                ForSession removed = created(LaunchedSession.one());
                ForSession stopped = created(LaunchedSession.one());
                fixture.remove(removed);
                launcher.stop(stopped, GRACE);

                assertThat(gone(removed).ref()).isEqualTo(removed);
                assertThat(gone(stopped).ref()).isEqualTo(stopped);
            }
        }

        @Test
        void beginsWithWhatIsThere() throws InterruptedException {
            ForSession ref = created(LaunchedSession.one());
            fixture.exit(ref, ExitStatus.code(1));

            try (var _ = launcher.watch(reports::add)) {
                assertThat(awaited(seen -> seen.sighting() instanceof Sighting.Exited)
                                .ref())
                        .isEqualTo(ref);
            }
        }

        @Test
        void tellsAfterABreakWhatHappenedMeanwhile() throws InterruptedException {
            try (var _ = launcher.watch(reports::add)) {
                ForSession vanishing = created(LaunchedSession.one());
                ForSession leaving = created(LaunchedSession.one());
                awaited(seen -> seen.ref().equals(leaving));

                fixture.whileCut(() -> {
                    fixture.remove(vanishing);
                    fixture.exit(leaving, ExitStatus.code(0));
                });

                var seen = List.of(
                        awaited(report -> !(report.sighting() instanceof Sighting.Waiting)),
                        awaited(report -> !(report.sighting() instanceof Sighting.Waiting)));
                assertThat(seen).extracting(Observation::ref).containsExactlyInAnyOrder(vanishing, leaving);
            }
        }

        @Test
        void tellsNothingMoreOnceItIsClosed() throws InterruptedException {
            Subscription first = launcher.watch(reports::add);
            ForSession ref = created(LaunchedSession.one());
            awaited(seen -> seen.ref().equals(ref));
            first.close();
            first.close();
            reports.clear();

            var later = new LinkedBlockingQueue<Observation>();
            try (var _ = launcher.watch(later::add)) {
                fixture.remove(ref);
                while (!(later.take().sighting() instanceof Sighting.Gone)) {}
            }

            assertThat(reports).isEmpty();
        }
    }
}
