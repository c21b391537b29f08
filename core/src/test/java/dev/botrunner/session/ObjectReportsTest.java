package dev.botrunner.session;

import static dev.botrunner.session.Lives.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What launchers and their watches say, and of which sessions it may be said. */
class ObjectReportsTest {

    private static Lives starting() {
        var claimed = Lives.queued(OnCrash.END).claim(Claimant.Kind.LAUNCHER);
        return claimed.then(RULES.created(claimed.seen(), 1, "uid-1"));
    }

    private static Lives joined() {
        return starting().redeem().join();
    }

    private static Lives exited(Lives life, int code) {
        return seen(life, "uid-1", new Sighting.Exited(ExitStatus.code(code), Optional.empty()));
    }

    private static Lives seen(Lives life, String uid, Sighting sighting) {
        return life.then(RULES.observed(life.seen(), 1, uid, sighting));
    }

    @Test
    void aProcessThatLeavesBeforeItsRedeemIsTriedAgain() {
        assertThat(exited(starting(), 1).attempt()).isEqualTo(2);
    }

    @Test
    void aProcessThatCrashesInItsRoomEndsTheSession() {
        assertThat(exited(joined(), 1).end().reason()).isEqualTo("bot_crashed");
    }

    @Test
    void whatHoldsAnObjectUpIsToldWhenItChangesAndStandsInTheEndOfWhatExpires() {
        var full = new Sighting.Waiting(Phase.CREATED, Optional.of("Unschedulable: 0/1 nodes are available"));
        var waiting = seen(starting(), "uid-1", full);
        assertThat(waiting.head().timeline()).isEqualTo(starting().head().timeline());
        assertThat(RULES.observed(waiting.seen(), 1, "uid-1", full)).isInstanceOf(Verdict.Unchanged.class);
        var expired = waiting.onItsDate();
        assertThat(expired.then(RULES.date(expired.seen())).end().detail())
                .contains("Unschedulable: 0/1 nodes are available");
        var scheduled = seen(waiting, "uid-1", new Sighting.Waiting(Phase.SCHEDULED, Optional.empty()));
        assertThat(((SessionState.Starting) scheduled.head().state()).why()).isEmpty();
    }

    @Test
    void anObjectThatCannotStartIsTriedAgainAndItsReasonStandsAfterTheLastTry() {
        var noImage = new Sighting.Failed(new Failure(ErrorCode.IMAGE_UNAVAILABLE, "No such image"));
        assertThat(seen(starting(), "uid-1", noImage).attempt()).isEqualTo(2);
        assertThat(seen(starting(), "uid-0", noImage).attempt()).isEqualTo(1);
        var evicted = new Sighting.Failed(new Failure(ErrorCode.EVICTED, "Drained"));
        var end = seen(joined(), "uid-1", evicted).end();
        assertThat(end.reason()).isEqualTo("evicted");
        assertThat(end.blame()).contains(Blame.CLUSTER);
        assertThat(seen(joined().stop(), "uid-1", evicted).end().reason()).isEqualTo("requested");
    }

    @Test
    void whatIsBeingDeletedBeforeItsRunnerHasRedeemedIsTriedAgainAndEndsNothingAfterwards() {
        var again = seen(starting(), "uid-1", new Sighting.Leaving());
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(RULES.redeemed(again.seen(), new Reporter(1, new Instance("late")), 0))
                .isEqualTo(new Verdict.Refused(Verdict.Why.SUPERSEDED));
        assertThat(seen(starting(), "uid-0", new Sighting.Leaving()).attempt()).isEqualTo(1);
        for (Lives life : new Lives[] {starting().redeem(), joined(), joined().stop(), again}) {
            assertThat(RULES.observed(life.seen(), 1, "uid-1", new Sighting.Leaving()))
                    .isNotInstanceOf(Step.class);
        }
    }

    @Test
    void aSecondProcessThatFindsItselfSupersededEndsNothing() {
        assertThat(exited(joined(), 30).head().stage()).isEqualTo(Stage.JOINED);
        assertThat(exited(starting().redeem(), 30).head().stage()).isEqualTo(Stage.RUNNING);
    }

    @Test
    void anObjectEndsNothingThatAWaitingPodHasClaimed() {
        var lapsed = Lives.queued(OnCrash.END).claim(Claimant.Kind.LAUNCHER).whenSilent();
        var taken = lapsed.then(RULES.silence(lapsed.seen()))
                .claim(Claimant.Kind.POD)
                .redeem();
        assertThat(exited(taken, 143).head().stage()).isEqualTo(Stage.RUNNING);
    }

    @Test
    void aLaunchersLateWordChangesNothingThatAWorkerHasClaimed() {
        var taken = Lives.starting(OnCrash.END);
        var forbidden = new Failure(ErrorCode.FORBIDDEN, "Not allowed");
        assertThat(RULES.created(taken.seen(), 1, "uid-1")).isInstanceOf(Verdict.Unchanged.class);
        assertThat(RULES.refused(taken.seen(), 1, forbidden, new Retry.Never())).isInstanceOf(Verdict.Unchanged.class);
    }

    @Test
    void whatIsToldLateOfAnObjectThatHadTheNameBeforeCountsForNothing() {
        var crash = new Sighting.Exited(ExitStatus.code(1), Optional.empty());
        for (Lives life : new Lives[] {starting(), starting().redeem(), joined(), joined().stop()}) {
            assertThat(seen(life, "uid-0", crash).head()).isEqualTo(life.head());
            assertThat(seen(life, "uid-0", new Sighting.Gone()).head()).isEqualTo(life.head());
        }
    }

    @Test
    void anObjectIsKnownByWhatItsWatchSeesAsSoonAsByItsLaunchersWord() {
        var claimed = Lives.queued(OnCrash.END).claim(Claimant.Kind.LAUNCHER);
        var watched = seen(claimed, "uid-1", new Sighting.Started());
        assertThat(watched.head().state().object()).contains("uid-1");
        assertThat(watched.redeem().head().state().object()).contains("uid-1");
    }

    @Test
    void theLaunchersWordOnItsObjectGoesBeforeWhatAWatchHasSeen() {
        var watched = seen(Lives.queued(OnCrash.END).claim(Claimant.Kind.LAUNCHER), "uid-0", new Sighting.Started());
        var gone = seen(watched, "uid-0", new Sighting.Gone());
        assertThat(gone.attempt()).isEqualTo(1);
        assertThat(gone.head().state().object()).isEmpty();
        var created = watched.then(RULES.created(watched.seen(), 1, "uid-1"));
        assertThat(created.head().state().object()).contains("uid-1");
        assertThat(created.then(RULES.created(created.seen(), 1, "uid-2")).head())
                .isEqualTo(created.head());
    }

    @Test
    void aRunnerThatWasQuickerThanItsLaunchersWordIsInItsObjectAllTheSame() {
        var quick = Lives.queued(OnCrash.END).claim(Claimant.Kind.LAUNCHER).redeem();
        var told = quick.then(RULES.created(quick.seen(), 1, "uid-1"));
        assertThat(told.head().state().object()).contains("uid-1");
        assertThat(told.head().timeline().entries())
                .extracting(Timeline.Entry::phase)
                .as("who redeems has started, though nobody has seen it start")
                .endsWith("claimed", "started", "running");
    }

    @Test
    void anObjectThatLeavesAfterItsClaimHasLapsedCountsAsATry() {
        var lapsed = Lives.queued(OnCrash.END).claim(Claimant.Kind.LAUNCHER).whenSilent();
        var back = lapsed.then(RULES.silence(lapsed.seen()));
        assertThat(exited(back, 1).attempt()).isEqualTo(2);
        assertThat(exited(back, 30).attempt()).isEqualTo(1);
    }
}
