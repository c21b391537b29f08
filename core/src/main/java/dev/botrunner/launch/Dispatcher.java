package dev.botrunner.launch;

import dev.botrunner.loop.Backoff;
import dev.botrunner.loop.Loop;
import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.Clerk.Entered;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Retry;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.SessionState.Starting;
import dev.botrunner.session.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Takes sessions of bots that have a launcher out of the line and has their objects created, one at a time: a dispatcher
 * is one permit of {@code --launch-concurrency}, so a session is taken only with a permit in hand. What goes wrong on
 * the way (no answer, a store that fails, an exception) leaves the claim at hand, and the launch is tried again under
 * the same name until shortly before the claim lapses; then, or after a crash, the record's own date brings the session
 * back into the line, and whoever takes it finds the object that may be there.
 */
public final class Dispatcher implements Loop {

    /**
     * A launch is not begun any more so shortly before its claim lapses: longer than a request to a cluster takes but rarely.
     * One that takes longer makes the same object as whoever has the next claim.
     */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private static final Duration HOLD = Duration.ofSeconds(5);

    private final DispatchDesk desk;
    private final int number;
    private final Claimant claimant;
    private final Clerk clerk;
    private final Lifecycle rules;
    private final Backoff backoff;
    private long request;
    private boolean poked;
    private boolean permitted;
    private Optional<Claimed> atHand = Optional.empty();

    Dispatcher(DispatchDesk desk, int number) {
        this.desk = desk;
        this.number = number;
        this.claimant = new Claimant(desk.me(), Claimant.Kind.LAUNCHER);
        this.clerk = new Clerk(desk.store().ledger());
        this.rules = desk.rules();
        // From the name, so that a run with the same names and seeds is the same run.
        var jitter = new SplittableRandom(31L * desk.me().hashCode() + number);
        this.backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(4), jitter);
    }

    @Override
    public String name() {
        return "dispatch-" + number;
    }

    @Override
    public Did step() throws InterruptedException {
        try {
            return atHand.isPresent() ? launch(atHand.get()) : take();
        } finally {
            if (permitted && atHand.isEmpty()) {
                permitted = false;
                desk.brakes().limit().leave();
            }
        }
    }

    private Did take() throws InterruptedException {
        Map<BotName, Duration> bots =
                desk.brakes().circuits().without(desk.launchers().takes());
        Semaphore turns = desk.brakes().turns();
        permitted = !bots.isEmpty() && desk.brakes().limit().enter();
        if (!permitted || !turns.tryAcquire(desk.idleWait().toNanos(), TimeUnit.NANOSECONDS)) {
            return Did.NOTHING;
        }
        Optional<Seen> taken;
        try {
            taken = desk.store().queue().next(requestId(), bots, HOLD);
            if (taken.isEmpty()) {
                return await(bots);
            }
        } finally {
            turns.release();
        }
        poked = false;
        claim(taken.get());
        request++;
        return atHand.isPresent() ? launch(atHand.get()) : Did.WORK;
    }

    /** When poked twice and nothing was found in between, what waits is held back: no reason to hurry. */
    private Did await(Map<BotName, Duration> bots) throws InterruptedException {
        // For what is left to a pool at first the pods shall be woken, and not we.
        Set<BotName> ours = bots.entrySet().stream()
                .filter(bot -> bot.getValue().isZero())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (ours.isEmpty()) {
            return Did.NOTHING;
        }
        boolean again = poked;
        poked = desk.store().queue().awaitWork(ours, desk.idleWait());
        return poked && !again ? Did.WORK : Did.NOTHING;
    }

    private void claim(Seen seen) {
        boolean ours = seen.head()
                .map(head -> head.about().bot())
                .filter(bot -> desk.launchers().of(bot).isPresent())
                .filter(bot -> desk.brakes().circuits().mayTry(bot, seen.id()))
                .isPresent();
        if (!ours) {
            return;
        }
        long sentAt = desk.ticker().nanos();
        switch (clerk.enter(seen, this::claimed)) {
            case Entered.Changed(SessionHead head) -> {
                atHand = Optional.of(new Claimed(head, sentAt, sentAt));
                begun(head.about().bot());
            }
            case Entered.Stands(SessionHead head) -> atHand = Optional.of(new Claimed(head, sentAt, sentAt));
            case Entered.Refused _, Entered.AtCap _ ->
                seen.head()
                        .ifPresent(head ->
                                desk.brakes().circuits().untried(head.about().bot(), seen.id()));
        }
    }

    private void begun(BotName bot) {
        if (desk.launchers().isPooled(bot)) {
            desk.launchers().pools().missed(bot);
        }
    }

    /** The same request after a lost answer may bring a session that we have claimed already: its lease begins anew. */
    private Verdict claimed(Seen seen) {
        boolean mine = seen.head().isPresent()
                && seen.head().get().state() instanceof Starting starting
                && starting.claimant().equals(claimant)
                && starting.awaitsItsObject();
        return mine
                ? rules.renewed(seen, seen.head().get().progress().attempt(), 0, desk.me())
                : rules.claimed(seen, claimant).answering(requestId());
    }

    private Did launch(Claimed claimed) throws InterruptedException {
        if (desk.ticker().nanos() - claimed.notBefore() < 0) {
            return Did.NOTHING;
        }
        Optional<SessionSpec> spec = desk.store().ledger().spec(claimed.head().id());
        Optional<Launcher> launcher = desk.launchers().of(claimed.head().about().bot());
        // No spec: the session is over. No launcher: the profile has changed, and the claim will lapse.
        if (spec.isEmpty() || launcher.isEmpty() || isTooLate(claimed)) {
            desk.brakes()
                    .circuits()
                    .untried(claimed.head().about().bot(), claimed.head().id());
            return settled();
        }
        return switch (launcher.get().launch(claimed.head(), spec.get())) {
            case Launched.Created(var ref) -> created(claimed, launcher.get(), ref);
            case Launched.AlreadyThere(var ref) -> created(claimed, launcher.get(), ref);
            case Launched.Refused(Failure failure, Retry retry) -> refused(claimed, failure, retry);
            case Launched.Throttled(Failure failure, Duration delay) -> {
                desk.brakes().limit().throttled(delay);
                yield refused(claimed, failure, new Retry.SameAttemptAfter(delay));
            }
            case Launched.Unknown _ -> {
                long pause = backoff.next().toNanos();
                atHand = Optional.of(claimed.again(desk.ticker().nanos() + pause));
                yield Did.NOTHING;
            }
        };
    }

    /** The record is read anew as the report is written: what was stopped meanwhile must not keep its object. */
    private Did created(Claimed claimed, Launcher launcher, LaunchRef.ForSession ref) throws InterruptedException {
        desk.brakes().limit().cameThrough();
        desk.brakes().circuits().succeeded(claimed.head().about().bot());
        var entered = clerk.enter(claimed.head().id(), seen -> rules.created(seen, claimed.attempt(), ref.uid()));
        if (entered instanceof Entered.Refused) {
            var object = new LaunchedObject(launcher, ref);
            if (object.mustGo(desk.store().ledger().find(ref.session()))) {
                launcher.stop(ref, claimed.head().terms().goodBye());
            }
        }
        return settled();
    }

    private Did refused(Claimed claimed, Failure failure, Retry retry) {
        desk.brakes()
                .circuits()
                .refused(claimed.head().about().bot(), claimed.head().id(), failure, retry);
        clerk.enter(claimed.head().id(), seen -> rules.refused(seen, claimed.attempt(), failure, retry));
        return settled();
    }

    private boolean isTooLate(Claimed claimed) {
        Duration lease = rules.claimLease();
        Duration third = lease.dividedBy(3);
        Duration margin = third.compareTo(MARGIN) < 0 ? third : MARGIN;
        return desk.ticker().since(claimed.sentAt()).compareTo(lease.minus(margin)) >= 0;
    }

    private Did settled() {
        atHand = Optional.empty();
        backoff.reset();
        return Did.WORK;
    }

    private RequestId requestId() {
        return new RequestId(desk.requests() + "/" + number + "/" + Long.toString(request, Character.MAX_RADIX));
    }
}
