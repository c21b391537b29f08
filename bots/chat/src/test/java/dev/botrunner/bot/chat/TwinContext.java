package dev.botrunner.bot.chat;

import dev.botrunner.assets.AssetBundle;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Author;
import dev.botrunner.publish.EventBus;
import dev.botrunner.publish.LocalBus;
import dev.botrunner.run.BotContext;
import dev.botrunner.run.EndGate;
import dev.botrunner.run.EndOrder;
import dev.botrunner.run.EndSignal;
import dev.botrunner.session.Assignment;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Message;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Room;
import dev.botrunner.session.Secret;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import dev.botrunner.testkit.EventProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What the bot finds around it, as a test wants it. */
final class TwinContext implements BotContext {

    static final SessionId SESSION = new SessionId("01k0000000000000000000000a");
    static final String IDENTITY = "bot-" + SESSION.value();
    static final Duration MAXIMUM = Duration.ofHours(1);

    final EventProbe events = new EventProbe();
    final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    final EndGate gate;
    volatile boolean mayJoin = true;
    private final LocalBus bus;
    private final Assignment assignment;

    TwinContext(Persona persona, String room, Map<String, Secret> secrets, Ticker ticker) {
        var bot = new BotName("chat");
        bus = new LocalBus(
                new Author(SESSION, 1, Tenant.DEFAULT, bot, Optional.empty()), ticker, new SplittableRandom(1));
        bus.subscribe(events);
        gate = new EndGate(ticker);
        var spec = new SessionSpec(
                SESSION,
                Tenant.DEFAULT,
                bot,
                Room.ofKey(room),
                persona,
                Optional.of(dev.botrunner.session.Json.obj()
                        .put("id", "user-7")
                        .put("name", "Augusta King")
                        .build()),
                Map.of(),
                Supply.NONE,
                new Terms(1, Duration.ofSeconds(60), MAXIMUM, Duration.ofSeconds(20), OnCrash.END),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        assignment = new Assignment(spec, 1, Optional.empty(), secrets, MAXIMUM);
    }

    void order(String reason, Duration grace) {
        gate.order(new EndOrder(reason, grace));
    }

    @Override
    public Assignment assignment() {
        return assignment;
    }

    @Override
    public AssetBundle assets() {
        return AssetBundle.EMPTY;
    }

    @Override
    public EventBus events() {
        return bus;
    }

    @Override
    public Optional<Message> nextMessage(Duration atMost) throws InterruptedException {
        return Optional.ofNullable(messages.poll(atMost.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public EndSignal end() {
        return gate;
    }

    @Override
    public boolean joined() {
        return mayJoin;
    }
}
