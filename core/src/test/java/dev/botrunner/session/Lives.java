package dev.botrunner.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Sessions brought to a state by the rules themselves: a record, its time, and the events so far. */
final class Lives {

    static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    static final SessionId ID = new SessionId("01k0000000000000000000000a");
    static final Instance WORKER = new Instance("worker-1");
    static final Instance RUNNER = new Instance("runner-1");
    static final Instance OTHER = new Instance("runner-2");
    static final String EPOCH = "e1";
    static final Lifecycle RULES = Lifecycle.standard();

    private final Optional<SessionHead> head;
    private final Instant now;
    private final long version;

    private Lives(Optional<SessionHead> head, Instant now, long version) {
        this.head = head;
        this.now = now;
        this.version = version;
    }

    static Terms terms(OnCrash onCrash) {
        return new Terms(3, Duration.ofSeconds(60), Duration.ofHours(2), Duration.ofSeconds(20), onCrash);
    }

    static Lives nothing() {
        return new Lives(Optional.empty(), START, 0);
    }

    static Lives queued(OnCrash onCrash) {
        var room = new Room("https://meet.example/a", "https://meet.example/a");
        var about = new About(Tenant.DEFAULT, new BotName("echo"), room, Map.of(), START, 5);
        return nothing().then(RULES.accepted(Seen.absent(ID, START, EPOCH), about, terms(onCrash)));
    }

    static Lives starting(OnCrash onCrash) {
        return queued(onCrash).claim(Claimant.Kind.WORKER);
    }

    static Lives running(OnCrash onCrash) {
        return starting(onCrash).redeem();
    }

    static Lives joined(OnCrash onCrash) {
        return running(onCrash).join();
    }

    static Lives ending(OnCrash onCrash) {
        return joined(onCrash).stop();
    }

    static Lives ended(OnCrash onCrash) {
        var ending = ending(onCrash);
        return ending.then(RULES.finished(ending.seen(), ending.runner(), RunnerEnd.completed("done")));
    }

    static Lives at(Stage stage, OnCrash onCrash) {
        return switch (stage) {
            case QUEUED -> queued(onCrash);
            case STARTING -> starting(onCrash);
            case RUNNING -> running(onCrash);
            case JOINED -> joined(onCrash);
            case ENDING -> ending(onCrash);
            case ENDED -> ended(onCrash);
        };
    }

    /** The same, brought there by a launcher and not by a worker. */
    Lives launched() {
        var claimed = queued(head().terms().onCrash()).claim(Claimant.Kind.LAUNCHER);
        return switch (head().stage()) {
            case QUEUED, ENDED -> this;
            case STARTING -> claimed;
            case RUNNING -> claimed.redeem();
            case JOINED -> claimed.redeem().join();
            case ENDING -> claimed.redeem().join().stop();
        };
    }

    Lives join() {
        return then(RULES.joined(seen(), runner()));
    }

    Lives stop() {
        return then(RULES.stopAsked(seen()));
    }

    Lives claim(Claimant.Kind kind) {
        return then(RULES.claimed(seen(), new Claimant(WORKER, kind)));
    }

    Lives redeem() {
        return then(RULES.redeemed(seen(), runner(), claim()));
    }

    Lives after(Duration duration) {
        return new Lives(head, now.plus(duration), version);
    }

    /** At the very moment of its next date. */
    Lives onItsDate() {
        return new Lives(head, head().date().orElse(now), version);
    }

    Lives whenSilent() {
        return new Lives(head, head().silence().orElse(now), version);
    }

    Lives then(Verdict verdict) {
        return switch (verdict) {
            case Step step -> new Lives(Optional.of(step.next()), now, version + 1);
            case Verdict.Unchanged _ -> this;
            case Verdict.Refused refused -> throw new AssertionError("Refused: " + refused.why());
        };
    }

    SessionHead head() {
        return head.orElseThrow();
    }

    Seen seen() {
        return new Seen(ID, head, version, now, EPOCH);
    }

    int attempt() {
        return head().progress().attempt();
    }

    long claim() {
        return head().state() instanceof SessionState.Starting starting
                ? starting.claim()
                : head().state().liveRunner().map(SessionState.Runner::claim).orElse(0L);
    }

    Reporter runner() {
        return new Reporter(attempt(), RUNNER);
    }

    SessionEnd end() {
        return ((SessionState.Ended) head().state()).end();
    }
}
