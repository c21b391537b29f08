package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.LaunchQueue;
import dev.botrunner.queue.Outbox;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.queue.Wrote;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Reporter;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Step;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Verdict;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.SettableCaps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all suites of a store's ports do: open one, and bring sessions through their lives by the rules. */
@SuppressWarnings("NullAway.Init")
public abstract class StoreContract {

    protected static final BotName ECHO = SampleSession.ECHO;
    protected static final BotName CHAT = new BotName("chat");
    protected static final Tenant ACME = new Tenant("acme");
    protected static final Tenant GLOBEX = new Tenant("globex");
    protected static final Duration HOLD = Duration.ofSeconds(5);
    protected static final Instance WORKER = new Instance("worker-1");
    protected static final Lifecycle RULES = Lifecycle.standard();

    protected SettableCaps caps;
    protected StoreUnderTest fixture;
    protected LaunchQueue queue;
    protected SessionLedger ledger;
    protected Outbox outbox;

    /** A new store with these caps, which change while it runs. */
    protected abstract StoreUnderTest open(SettableCaps caps);

    @BeforeEach
    void openStore() {
        caps = new SettableCaps();
        fixture = open(caps);
        queue = fixture.store().queue();
        ledger = fixture.store().ledger();
        outbox = fixture.store().outbox();
    }

    @AfterEach
    void closeStore() {
        fixture.close();
    }

    protected Enqueued enqueue(SampleSession session) {
        return queue.enqueue(session.asOf(ledger));
    }

    protected SessionId accepted(SampleSession session) {
        assertThat(enqueue(session)).isInstanceOf(Enqueued.Accepted.class);
        return session.id();
    }

    /** What a request for work is shown, however short it has waited. */
    protected Optional<SessionId> next(String request, BotName... bots) {
        Map<BotName, Duration> asked = new HashMap<>();
        for (BotName bot : bots) {
            asked.put(bot, Duration.ZERO);
        }
        return queue.next(new RequestId(request), asked, HOLD).map(Seen::id);
    }

    protected Wrote write(SessionId id, Function<Seen, Verdict> rule) {
        Seen seen = ledger.find(id);
        return ledger.write(seen, (Step) rule.apply(seen));
    }

    protected Wrote claim(SessionId id) {
        return write(id, seen -> RULES.claimed(seen, new Claimant(WORKER, Claimant.Kind.WORKER)));
    }

    /** What this request was shown. */
    protected Wrote claim(SessionId id, String request) {
        var me = new Claimant(WORKER, Claimant.Kind.WORKER);
        return write(id, seen -> RULES.claimed(seen, me).answering(new RequestId(request)));
    }

    /** Asks for work and claims it, over and over; says in which order sessions came. */
    protected List<SessionId> startAll(String prefix, BotName... bots) {
        var started = new ArrayList<SessionId>();
        Optional<SessionId> next = next(prefix + started.size(), bots);
        while (next.isPresent()) {
            assertThat(claim(next.get())).isInstanceOf(Wrote.Done.class);
            started.add(next.get());
            next = next(prefix + started.size(), bots);
        }
        return started;
    }

    protected Reporter runner(SessionId id) {
        return new Reporter(head(id).progress().attempt(), new Instance("runner-" + id));
    }

    protected void redeem(SessionId id) {
        var starting = (SessionState.Starting) head(id).state();
        assertDone(write(id, seen -> RULES.redeemed(seen, runner(id), starting.claim())));
    }

    protected void join(SessionId id) {
        assertDone(write(id, seen -> RULES.joined(seen, runner(id))));
    }

    /** Ends what no runner has redeemed. */
    protected void stop(SessionId id) {
        assertDone(write(id, RULES::stopAsked));
    }

    protected SessionHead head(SessionId id) {
        return ledger.find(id).head().orElseThrow();
    }

    protected static void assertDone(Wrote wrote) {
        assertThat(wrote).isInstanceOf(Wrote.Done.class);
    }

    /** The way that all callers go: again from what stands there when somebody was first. */
    protected Clerk clerk() {
        return new Clerk(ledger);
    }
}
