package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.link.Child;
import dev.botrunner.link.Claim;
import dev.botrunner.link.EitherTicketCheck;
import dev.botrunner.link.HmacTicketCheck;
import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.LinkKeys;
import dev.botrunner.link.Redeemed;
import dev.botrunner.link.RunnerLink;
import dev.botrunner.link.TicketCheck;
import dev.botrunner.link.Tickets;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.SecretSealer;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Signer;
import dev.botrunner.session.Stage;
import dev.botrunner.session.Verdict;
import dev.botrunner.testkit.LinkedSession;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.RecordingOutlet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the suites of the link share: a desk over a store in memory whose clock is moved by hand, and a way to it. */
public abstract class LinkContract {

    protected static final BotName ECHO = new BotName("echo");
    protected static final Instance WORKER = new Instance("worker-1");
    protected static final Instance ME = new Instance("runner-1");
    protected static final Instance OTHER = new Instance("runner-2");

    protected final ManualTicker clock = new ManualTicker();
    protected final MemoryStore memory = new MemoryStore(Caps.limitedBy(1000), clock, Duration.ofHours(72));
    protected final Store store = memory.store();
    protected final Lifecycle rules = Lifecycle.standard();
    protected final Clerk clerk = new Clerk(store.ledger());
    protected final RecordingOutlet broker = new RecordingOutlet();
    protected Tickets tickets = new Tickets(new Signer(SealKeys.random()));
    protected SecretSealer sealer = new SecretSealer(SealKeys.random());

    private int requests;
    private Optional<LinkDesk> desk = Optional.empty();
    private Optional<Links> links = Optional.empty();

    /**
     * A way to a desk.
     *
     * @param pods the way of a pod that brings that token
     */
    public record Links(
            WorkerLink worker, RunnerLink runner, Function<String, WorkerLink> pods, AutoCloseable closing) {

        /** Where no pods go. */
        public Links(WorkerLink worker, RunnerLink runner, AutoCloseable closing) {
            this(
                    worker,
                    runner,
                    _ -> {
                        throw new IllegalStateException("No way for pods was opened");
                    },
                    closing);
        }
    }

    /** Opens the way that the suite shall go; the tickets also read session tokens. */
    protected abstract Links connect(LinkDesk desk, Tickets tickets) throws Exception;

    @BeforeEach
    final void open() throws Exception {
        var check = new EitherTicketCheck(List.of(new HmacTicketCheck(tickets), LinkContract::pod));
        var keys = new LinkKeys(check, tickets, sealer);
        var opened = new LinkDesk(store.queue(), store.ledger(), rules, keys, broker, Ticker.system());
        desk = Optional.of(opened);
        links = Optional.of(connect(opened, tickets));
    }

    @AfterEach
    final void close() throws Exception {
        links.orElseThrow().closing().close();
        desk.orElseThrow().close();
    }

    /** The tokens of this suite's pods: {@code <account>.<bot>.<uid>}. */
    private static TicketCheck.Proof pod(String bearer) {
        String[] parts = bearer.split("\\.", -1);
        return switch (parts[0]) {
            case "waiting" -> new TicketCheck.Proof.ForPod(new BotName(parts[1]), parts[2]);
            case "worker" -> new TicketCheck.Proof.ForWorker(new BotName(parts[1]), parts[2]);
            default -> new TicketCheck.Proof.Nothing();
        };
    }

    protected WorkerLink pod(String account, BotName bot, String uid) {
        return links.orElseThrow().pods().apply(token(account, bot, uid));
    }

    protected static String token(String account, BotName bot, String uid) {
        return account + "." + bot.name() + "." + uid;
    }

    protected WorkerLink worker() {
        return links.orElseThrow().worker();
    }

    protected RunnerLink runner() {
        return links.orElseThrow().runner();
    }

    protected SessionId join() {
        return join(OnCrash.END);
    }

    protected SessionId join(OnCrash onCrash) {
        var session = LinkedSession.next(onCrash);
        var answer = store.queue().enqueue(session.asOf(store.ledger(), sealer));
        assertThat(answer).isInstanceOf(Enqueued.Accepted.class);
        return session.id();
    }

    protected RequestId request() {
        requests++;
        return new RequestId("request-" + requests);
    }

    protected Work.Orders ask(RequestId request, List<Child> children) throws InterruptedException {
        return ask(WORKER, request, children);
    }

    protected Work.Orders ask(Instance me, RequestId request, List<Child> children) throws InterruptedException {
        var claiming = new WorkerLink.Claiming(me, request, Set.of(ECHO), children);
        return (Work.Orders) worker().claim(claiming, Duration.ZERO);
    }

    protected Claim claim() throws InterruptedException {
        return ask(request(), List.of()).claim().orElseThrow();
    }

    protected static Child child(Claim claim) {
        return new Child(claim.session(), claim.attempt(), claim.claim());
    }

    protected Redeemed.Granted redeem(Claim claim) {
        return (Redeemed.Granted) runner().redeem(claim.ticket().orElseThrow(), ME);
    }

    /** A session whose runner has redeemed. */
    protected Redeemed.Granted running(OnCrash onCrash) throws InterruptedException {
        join(onCrash);
        return redeem(claim());
    }

    protected SessionHead head(SessionId id) {
        return store.ledger().find(id).head().orElseThrow();
    }

    protected Stage stage(SessionId id) {
        return head(id).stage();
    }

    protected void enter(SessionId id, Function<Seen, Verdict> rule) {
        assertThat(clerk.enter(id, rule)).isInstanceOf(Clerk.Entered.Changed.class);
    }

    protected void stop(SessionId id) {
        enter(id, rules::stopAsked);
    }

    protected void fallSilent(SessionId id) {
        clock.advance(rules.lostAfter().plusSeconds(1));
        enter(id, rules::silence);
    }

    /** The store forgets everything, and its quiet time passes. */
    protected void forget() {
        memory.forget();
        clock.advance(MemoryStore.QUIET_AFTER_LOSS.plusSeconds(1));
    }
}
