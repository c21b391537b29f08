package dev.botrunner.session;

import static dev.botrunner.session.Lives.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Living sessions that the store had forgotten, and what becomes of them. */
class AdoptionTest {

    private static final RunnerEnd CRASHED =
            new RunnerEnd(false, "bot_crashed", OptionalInt.of(1), Optional.of("It fell over"));

    private static SessionToken token(Lives life) {
        return token(life, Lives.RUNNER, Optional.empty());
    }

    private static SessionToken token(Lives life, Instance runner, Optional<String> pod) {
        var about = life.head().about();
        return new SessionToken(
                Lives.ID,
                about.tenant(),
                about.bot(),
                life.attempt(),
                runner,
                about.room().key(),
                Lives.START,
                life.head().terms(),
                "another epoch",
                7,
                pod);
    }

    @Test
    void onlyAPodThatHadClaimedItIsKnownAsItsPodAgain() {
        var was = Lives.joined(OnCrash.END);
        var nothing = Lives.nothing().after(Duration.ofSeconds(10));
        var inAPod = new Instance("uid-1/process");
        var pod = token(was, inAPod, Optional.of("uid-1"));
        assertThat(nothing.then(RULES.adopted(nothing.seen(), pod, true)).head().pod())
                .contains("uid-1");
        var child = token(was, inAPod, Optional.empty());
        assertThat(nothing.then(RULES.adopted(nothing.seen(), child, true))
                        .head()
                        .pod())
                .as("the child of a worker that is called like a pod's process")
                .isEmpty();
    }

    private static Lives forgottenAndTakenBack(boolean joined) {
        var token = token(Lives.joined(OnCrash.RELAUNCH));
        var nothing = Lives.nothing().after(Duration.ofSeconds(10));
        return nothing.then(RULES.adopted(nothing.seen(), token, joined));
    }

    @Test
    void theTimelineOfAForgottenSessionStartsWhereItWasTakenBack() {
        assertThat(forgottenAndTakenBack(true).head().timeline().entries())
                .extracting(Timeline.Entry::phase)
                .containsExactly("readopted", "joined");
        assertThat(forgottenAndTakenBack(false).head().timeline().entries())
                .extracting(Timeline.Entry::phase)
                .containsExactly("readopted", "running");
    }

    @Test
    void aRunnerWhoseRecordWentAfterItsEndIsToldThatItIsOver() {
        var about = Lives.joined(OnCrash.END).head().about();
        var token = new SessionToken(
                Lives.ID,
                about.tenant(),
                about.bot(),
                1,
                Lives.RUNNER,
                about.room().key(),
                Lives.START,
                Lives.terms(OnCrash.END),
                Lives.EPOCH,
                1,
                Optional.empty());
        assertThat(RULES.adopted(Lives.nothing().seen(), token, true))
                .isEqualTo(new Verdict.Refused(Verdict.Why.ENDED));
    }

    @Test
    void aForgottenSessionIsNeverQueuedAgainWhenItsRunnerFailsBeforeItJoins() {
        var back = forgottenAndTakenBack(false);
        var over = back.then(RULES.finished(back.seen(), back.runner(), CRASHED));
        assertThat(over.end().reason()).isEqualTo("bot_crashed");
    }

    @Test
    void aForgottenSessionIsNeverQueuedAgainWhenItsRunnerFallsSilentBeforeItJoins() {
        var back = forgottenAndTakenBack(false).whenSilent();
        assertThat(back.then(RULES.silence(back.seen())).end().reason()).isEqualTo("no_heartbeat");
    }

    @Test
    void aForgottenSessionIsNeverLaunchedAgainAfterItWasJoined() {
        var back = forgottenAndTakenBack(true).whenSilent();
        assertThat(back.then(RULES.silence(back.seen())).end().outcome()).isEqualTo(Outcome.LOST);
    }

    @Test
    void aWorkersWordOnItsChildCountsAfterTheStoreHasForgotten() {
        var back = forgottenAndTakenBack(true);
        var killed = ExitStatus.signal(9);
        assertThat(RULES.exited(back.seen(), back.attempt(), 6, killed)).isInstanceOf(Verdict.Refused.class);
        var over = back.then(RULES.exited(back.seen(), back.attempt(), 7, killed));
        assertThat(over.end().reason()).isEqualTo("bot_crashed");
    }

    @Test
    void aLaterClaimOfASessionThatWasTakenBackHasALaterNumber() {
        assertThat(forgottenAndTakenBack(false).head().progress().claims()).isEqualTo(7);
    }

    @Test
    void aStopThatWasAskedOfAnEarlierAttemptStandsForTheLivingOne() {
        var retried = Lives.running(OnCrash.END).whenSilent();
        retried = retried.then(RULES.silence(retried.seen()));
        var token = token(retried);
        var setBack = Lives.ending(OnCrash.END);
        var taken = setBack.then(RULES.adopted(setBack.seen(), token, true));
        assertThat(taken.attempt()).isEqualTo(2);
        assertThat(taken.head().stage()).isEqualTo(Stage.ENDING);
        assertThat(taken.then(RULES.finished(taken.seen(), taken.runner(), CRASHED))
                        .end()
                        .outcome())
                .isEqualTo(Outcome.STOPPED);
    }
}
