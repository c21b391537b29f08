package dev.botrunner.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.link.HmacTicketCheck;
import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.LinkKeys;
import dev.botrunner.link.Tickets;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Envelope;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.NewSession;
import dev.botrunner.queue.RoomPolicy;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.session.About;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Message;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Room;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.SecretSealer;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionEnd;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Signer;
import dev.botrunner.session.Stage;
import dev.botrunner.session.Step;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import dev.botrunner.session.Ulid;
import dev.botrunner.testkit.RecordingOutlet;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** A control server for real processes, as small as can be: a store in memory, a desk, its link over HTTP. */
final class Station implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final RecordingOutlet broker = new RecordingOutlet();
    final Store store = new MemoryStore(Caps.limitedBy(1000), Ticker.system(), Duration.ofHours(1)).store();
    final LinkDesk desk;

    private final Lifecycle rules = Lifecycle.standard();
    private final Clerk clerk = new Clerk(store.ledger());
    private final DeskServer server;
    private final Semaphore changes = new Semaphore(0);

    Station() throws IOException {
        var tickets = new Tickets(new Signer(SealKeys.random()));
        var keys = new LinkKeys(new HmacTicketCheck(tickets), tickets, new SecretSealer(SealKeys.random()));
        desk = new LinkDesk(store.queue(), store.ledger(), rules, keys, broker, Ticker.system());
        server = new DeskServer(desk, tickets);
        store.ledger().changes(_ -> changes.release());
    }

    URI url() {
        return server.url();
    }

    boolean awaitClaim() throws InterruptedException {
        return server.awaitClaim();
    }

    SessionId join(String bot) {
        return join(bot, Persona.NONE);
    }

    SessionId join(String bot, Persona persona) {
        var id = new SessionId(Ulid.of(System.currentTimeMillis(), RandomGenerator.getDefault()));
        Seen seen = store.ledger().find(id);
        var terms = new Terms(1, Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofSeconds(5), OnCrash.END);
        var room = Room.ofKey("https://rooms.example/" + id);
        var about = new About(Tenant.DEFAULT, new BotName(bot), room, Map.of(), seen.time(), 5);
        var spec = new SessionSpec(
                id,
                Tenant.DEFAULT,
                about.bot(),
                room,
                persona,
                Optional.empty(),
                Map.of(),
                Supply.NONE,
                terms,
                seen.time(),
                Optional.empty(),
                Optional.empty());
        var first = (Step) rules.accepted(seen, about, terms);
        store.queue()
                .enqueue(new NewSession(
                        spec,
                        first,
                        Optional.empty(),
                        RoomPolicy.REUSE,
                        seen.time().plusSeconds(60)));
        return id;
    }

    void say(SessionId id, String type, String text) {
        var message = new Message(
                Ulid.of(System.currentTimeMillis(), RandomGenerator.getDefault()),
                type,
                Json.obj().put("text", text).build());
        clerk.enter(id, seen -> rules.messaged(seen, message));
    }

    void stop(SessionId id) {
        clerk.enter(id, rules::stopAsked);
    }

    SessionHead head(SessionId id) {
        return store.ledger().find(id).head().orElseThrow();
    }

    void awaitStage(SessionId id, Stage stage) throws InterruptedException, TimeoutException {
        await(() -> head(id).stage() == stage, "session to be " + stage + ", it is " + head(id).state());
    }

    SessionEnd awaitEnd(SessionId id) throws InterruptedException, TimeoutException {
        awaitStage(id, Stage.ENDED);
        return ((SessionState.Ended) head(id).state()).end();
    }

    /** The texts that the bot has said. */
    List<String> awaitTurns(int count) throws InterruptedException, TimeoutException {
        await(() -> turns().size() >= count, count + " turns");
        return turns();
    }

    private List<String> turns() {
        return broker.taken().stream()
                .filter(event -> event.type().equals("bot.turn.bot"))
                .map(Envelope::data)
                .map(data -> data.asObj().flatMap(obj -> obj.textAt("text")).orElse(""))
                .toList();
    }

    /** Looks again with each change of a record, and from time to time. */
    void await(BooleanSupplier there, String what) throws InterruptedException, TimeoutException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!there.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new TimeoutException("Waited in vain for " + what);
            }
            changes.tryAcquire(50, TimeUnit.MILLISECONDS);
        }
    }

    static void assertGapless(List<Envelope> events) {
        assertThat(events.stream().map(Envelope::sequence).toList())
                .isEqualTo(LongStream.rangeClosed(1, events.size()).boxed().toList());
    }

    @Override
    public void close() {
        desk.close();
        server.close();
        store.close();
    }
}
