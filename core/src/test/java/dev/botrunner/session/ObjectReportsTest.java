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
        var sighting = new Sighting.Exited(ExitStatus.code(code), Optional.empty());
        return life.then(RULES.observed(life.seen(), 1, sighting));
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
    void anObjectThatLeavesAfterItsClaimHasLapsedCountsAsATry() {
        var lapsed = Lives.queued(OnCrash.END).claim(Claimant.Kind.LAUNCHER).whenSilent();
        var back = lapsed.then(RULES.silence(lapsed.seen()));
        assertThat(exited(back, 1).attempt()).isEqualTo(2);
        assertThat(exited(back, 30).attempt()).isEqualTo(1);
    }
}
