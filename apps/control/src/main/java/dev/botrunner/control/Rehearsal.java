package dev.botrunner.control;

import dev.botrunner.duty.OutboxDuty;
import dev.botrunner.join.Admission;
import dev.botrunner.join.JoinAnswer;
import dev.botrunner.join.JoinCall;
import dev.botrunner.join.JoinDesk;
import dev.botrunner.join.Personalities;
import dev.botrunner.join.Profile;
import dev.botrunner.join.Profiles;
import dev.botrunner.join.SessionDocument;
import dev.botrunner.join.SessionWatch;
import dev.botrunner.link.Claim;
import dev.botrunner.link.HmacTicketCheck;
import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.LinkKeys;
import dev.botrunner.link.Redeemed;
import dev.botrunner.link.Tickets;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink.Claiming;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.TransportProvider;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.DutyName;
import dev.botrunner.queue.LeaseHolder;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.StoreProvider;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.RunnerEnd;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.SecretSealer;
import dev.botrunner.session.Signer;
import dev.botrunner.session.Tenant;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A few sessions played through from join to end before the server says that it is ready, on a store and a broker in
 * memory of their own that nobody else sees: without it the first join after each start pays for loading some 300
 * classes, a good 50 ms. Nothing of it is counted, logged or kept.
 */
final class Rehearsal implements AutoCloseable {

    static final int SESSIONS = 20;
    private static final String MEMORY = "memory:";
    private static final Duration KEEP = Duration.ofHours(1);
    private static final BotName BOT = new BotName("rehearsal");
    private static final Tenant TENANT = new Tenant("rehearsal");
    private static final Instance RUNNER = new Instance("rehearsal");

    private final Ticker ticker = Ticker.system();
    private final Lifecycle rules = Lifecycle.standard();
    private final Store store =
            Adapters.store(MEMORY).open(new StoreProvider.Options(MEMORY, Caps.limitedBy(SESSIONS), ticker, KEEP));
    private final EventTransport events =
            Adapters.transport(MEMORY).open(new TransportProvider.Options(MEMORY, ticker, KEEP));
    private final SessionWatch watch = new SessionWatch(store.ledger(), ticker);
    private final JoinDesk joins;
    private final LinkDesk link;
    private final OutboxDuty outbox;
    private int finished;

    private Rehearsal() {
        var random = new SecureRandom();
        var keys = SealKeys.random();
        var signer = new Signer(keys);
        var sealer = new SecretSealer(keys);
        var tickets = new Tickets(signer);
        var profiles = Profiles.of(Profile.named(BOT));
        this.joins = new JoinDesk(
                new Admission(() -> profiles, Personalities.none(), rules, sealer, signer),
                store,
                watch,
                ticker,
                random);
        this.link = new LinkDesk(
                store.queue(),
                store.ledger(),
                rules,
                new LinkKeys(new HmacTicketCheck(tickets), tickets, sealer),
                events,
                ticker);
        this.outbox = new OutboxDuty(
                store.outbox(),
                events,
                new LeaseHolder(store.leases(), DutyName.OUTBOX, RUNNER, ticker),
                Duration.ZERO);
    }

    /**
     * Takes some hundred milliseconds.
     *
     * @return how many sessions came to their end: all of them
     */
    static int play() {
        try (var rehearsal = new Rehearsal()) {
            for (int number = 0; number < SESSIONS; number++) {
                rehearsal.session(number);
            }
            return rehearsal.finished;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private void session(int number) throws InterruptedException {
        Json.Obj body = Json.obj()
                .put("bot", BOT.name())
                .put("room_url", "https://rehearsal.invalid/" + number)
                .build();
        if (joins.join(JoinCall.of(TENANT, body)) instanceof JoinAnswer.WithSession answer) {
            SessionDocument.joined(answer).bytes();
        }
        var claiming = new Claiming(RUNNER, new RequestId("rehearsal/" + number), Set.of(BOT), List.of());
        if (link.claim(claiming, Duration.ZERO) instanceof Work.Orders orders) {
            orders.claim().flatMap(Claim::ticket).ifPresent(ticket -> run(link.redeem(ticket, RUNNER)));
        }
        outbox.step();
    }

    private void run(Redeemed redeemed) {
        if (redeemed instanceof Redeemed.Granted granted) {
            granted.session().joined();
            if (granted.session().finish(RunnerEnd.completed("done")).end().isPresent()) {
                finished++;
            }
        }
    }

    @Override
    public void close() {
        watch.close();
        link.close();
        events.close();
        store.close();
    }
}
