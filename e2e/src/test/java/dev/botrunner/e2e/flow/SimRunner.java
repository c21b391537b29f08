package dev.botrunner.e2e.flow;

import dev.botrunner.link.Answer;
import dev.botrunner.link.Orders;
import dev.botrunner.link.Redeemed;
import dev.botrunner.link.SessionLink;
import dev.botrunner.session.BeatReport;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Message;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.RunnerEnd;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionToken;
import dev.botrunner.session.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A runner, reduced to what it says on the link and when: the rules that every runner keeps, stepped. */
final class SimRunner {

    private static final Duration BEAT_EVERY = Duration.ofSeconds(10);
    private static final Duration LEAVES_ALONE = Duration.ofSeconds(30);
    private static final Duration FINISH_TRIES = Duration.ofSeconds(10);

    private enum Phase {
        STARTING,
        REDEEMED,
        IN_ROOM,
        FINISHING,
        GONE
    }

    private final World world;
    private final SessionId session;
    private final int attempt;
    private final Ticket ticket;
    private final Instance me;
    private final Set<String> heard = new HashSet<>();
    private Phase phase = Phase.STARTING;
    private Optional<SessionToken> token = Optional.empty();
    private OnCrash onCrash = OnCrash.END;
    private Optional<String> taken = Optional.empty();
    private RunnerEnd word = RunnerEnd.completed("done");
    private Instant lastBeat = Instant.MIN;
    private Instant lastHeard = Instant.MIN;
    private Instant finishingSince = Instant.MIN;
    private Instant frozenUntil = Instant.MIN;
    private boolean wasFrozen;
    private Optional<ExitStatus> exit = Optional.empty();

    SimRunner(World world, SessionId session, int attempt, Ticket ticket, Instance me) {
        this.world = world;
        this.session = session;
        this.attempt = attempt;
        this.ticket = ticket;
        this.me = me;
    }

    SessionId session() {
        return session;
    }

    int attempt() {
        return attempt;
    }

    Optional<ExitStatus> exit() {
        return exit;
    }

    boolean isVisible() {
        return phase == Phase.IN_ROOM;
    }

    /** Whether it was ever stopped by the system: then it may be visible longer than it should. */
    boolean wasFrozen() {
        return wasFrozen;
    }

    boolean holdsASession() {
        return phase == Phase.REDEEMED || phase == Phase.IN_ROOM;
    }

    /** By its spec, which a store may have forgotten. */
    boolean mayBeRelaunched() {
        return onCrash == OnCrash.RELAUNCH;
    }

    Instant lastHeard() {
        return lastHeard;
    }

    void crash(ExitStatus status) {
        if (phase != Phase.GONE) {
            phase = Phase.GONE;
            exit = Optional.of(status);
        }
    }

    /** SIGTERM. */
    void terminate() {
        switch (phase) {
            case STARTING -> crash(ExitStatus.code(143));
            case REDEEMED, IN_ROOM -> leave(new RunnerEnd(false, "evicted", OptionalInt.of(143), Optional.empty()));
            case FINISHING, GONE -> {}
        }
    }

    void freeze(Duration time) {
        wasFrozen = true;
        frozenUntil = world.now().plus(time);
    }

    boolean isFrozen() {
        return world.now().isBefore(frozenUntil);
    }

    /** What its own clock makes it do, whatever else happens. */
    void tick() {
        boolean alone = onCrash == OnCrash.RELAUNCH
                && holdsASession()
                && Duration.between(lastHeard, world.now()).compareTo(LEAVES_ALONE) >= 0;
        if (!isFrozen() && alone) {
            leave(new RunnerEnd(false, "bot_crashed", OptionalInt.of(10), Optional.empty()));
        }
    }

    void step() {
        tick();
        if (phase == Phase.GONE || isFrozen()) {
            return;
        }
        if (phase != Phase.FINISHING && world.chance().fault(80)) {
            world.chance().tell("crash of " + me);
            crash(ExitStatus.signal(9));
            return;
        }
        try {
            act();
        } catch (DependencyException e) {
            brokenLink();
        }
    }

    private void act() {
        switch (phase) {
            case STARTING -> redeem();
            case REDEEMED -> prepare();
            case IN_ROOM -> talk();
            case FINISHING -> finish();
            case GONE -> {}
        }
    }

    private void redeem() {
        switch (world.redeem(ticket, me)) {
            case Redeemed.Granted(var assignment, var text, var _) -> {
                token = world.seals().tickets().token(text);
                onCrash = assignment.spec().terms().onCrash();
                lastHeard = world.now();
                phase = Phase.REDEEMED;
            }
            case Redeemed.Superseded _, Redeemed.Ended _ -> crash(ExitStatus.code(30));
            case Redeemed.Refused refused -> crash(ExitStatus.code(refused.tryAgain() ? 10 : 20));
        }
    }

    private void prepare() {
        beat();
        if (phase != Phase.REDEEMED || world.chance().oneIn(2)) {
            return;
        }
        Answer answer = link().joined();
        if (answer == Answer.GO_ON) {
            phase = Phase.IN_ROOM;
            world.audit().entered(this);
        } else {
            leaveAtOnce();
        }
    }

    private void talk() {
        beat();
        if (phase == Phase.IN_ROOM && world.chance().oneIn(25)) {
            leave(RunnerEnd.completed("room_empty"));
        } else if (phase == Phase.IN_ROOM && world.chance().fault(60)) {
            leave(new RunnerEnd(false, "bot_crashed", OptionalInt.of(1), Optional.empty()));
        }
    }

    private void beat() {
        if (Duration.between(lastBeat.equals(Instant.MIN) ? Instant.EPOCH : lastBeat, world.now())
                        .compareTo(BEAT_EVERY.dividedBy(2))
                < 0) {
            return;
        }
        Instant sent = world.now();
        lastBeat = sent;
        var report = new BeatReport(taken, phase == Phase.IN_ROOM, Optional.of("cold"));
        Orders orders = world.interruptible(() -> link().beat(report, Duration.ZERO));
        if (orders.answer() != Answer.GO_ON) {
            leaveAtOnce();
            return;
        }
        lastHeard = sent;
        for (Message message : orders.messages()) {
            heard.add(message.id());
            taken = Optional.of(message.id());
        }
        orders.end().ifPresent(_ -> leave(RunnerEnd.completed("said_goodbye")));
    }

    private void leave(RunnerEnd said) {
        word = said;
        phase = Phase.FINISHING;
        finishingSince = world.now();
    }

    private SessionLink link() {
        return world.session(token.orElseThrow());
    }

    private void leaveAtOnce() {
        world.tally().met("runner superseded");
        crash(ExitStatus.code(30));
    }

    private void finish() {
        link().finish(word);
        crash(ExitStatus.code(word.exitCode().orElse(0)));
    }

    private void brokenLink() {
        boolean triedEnough = phase == Phase.FINISHING
                && Duration.between(finishingSince, world.now()).compareTo(FINISH_TRIES) >= 0;
        if (triedEnough) {
            crash(ExitStatus.code(word.exitCode().orElse(0)));
        }
    }

    @Override
    public String toString() {
        return session + "/" + attempt + "/" + me + " " + phase;
    }
}
