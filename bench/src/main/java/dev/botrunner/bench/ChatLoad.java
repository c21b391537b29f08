package dev.botrunner.bench;

import dev.botrunner.loop.Threads;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Author;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.LocalBus;
import dev.botrunner.publish.MirroringBus;
import dev.botrunner.publish.Published;
import dev.botrunner.run.AloneLink;
import dev.botrunner.run.Bot;
import dev.botrunner.run.BotProvider;
import dev.botrunner.run.BotVariables;
import dev.botrunner.run.RoomServer;
import dev.botrunner.run.RoomServerProvider;
import dev.botrunner.run.SessionRunner;
import dev.botrunner.session.Assignment;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Instance;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Room;
import dev.botrunner.session.Secret;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import dev.botrunner.session.Ulid;
import dev.botrunner.testkit.model.FakeModel;
import dev.botrunner.testkit.model.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;

/**
 * How long it takes from a person's word to the chat bot's first token, both in a demo room over WebSocket, beyond what
 * the model takes: {@code ChatLoad [MODEL-DELAY-MS [ROUNDS [WARM-UP]]]}. Room, bot and a model of one token are in this
 * process, each behind its own protocol; run it with a runner's flags ({@code -XX:TieredStopAtLevel=1 -XX:+UseSerialGC}).
 */
public final class ChatLoad {

    private static final BotName CHAT = new BotName("chat");

    private ChatLoad() {}

    public static void main(String[] args) throws InterruptedException {
        long delay = args.length > 0 ? Long.parseLong(args[0]) : 0;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 500;
        int warmUp = args.length > 2 ? Integer.parseInt(args[2]) : 200;
        var provider = ServiceLoader.load(RoomServerProvider.class).findFirst().orElseThrow();
        try (FakeModel model = FakeModel.start();
                RoomServer rooms = provider.start(new RoomServerProvider.Options("127.0.0.1", 0, Optional.empty()))) {
            model.always(Script.says("Yes.").after(Duration.ofMillis(delay)));
            String room = rooms.url() + "/bench";
            try (var person = new RoomPerson(room)) {
                Thread bot = Threads.virtual("bot", () -> run(room, model.url()));
                person.awaitWords();
                var cold = new Latencies();
                rounds(person, warmUp, delay, cold);
                var warm = new Latencies();
                rounds(person, rounds, delay, warm);
                System.out.println(
                        "model delay " + delay + " ms; beyond it, the first " + warmUp + ": " + cold.summary());
                System.out.println("model delay " + delay + " ms; beyond it, then: " + warm.summary());
                person.leave();
                bot.join(Duration.ofSeconds(30));
            }
        }
    }

    private static void rounds(RoomPerson person, int count, long delay, Latencies beyond) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            long said = System.nanoTime();
            person.say("And number " + i + "?");
            beyond.add(Math.max(0, person.awaitWords() - said - delay * 1_000_000));
        }
    }

    private static void run(String room, String model) {
        Bot bot = ServiceLoader.load(BotProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(it -> it.name().equals(CHAT))
                .findFirst()
                .orElseThrow()
                .open(BotVariables.NONE);
        Assignment assignment = assignment(room, Map.of("MODEL_URL", new Secret(model)));
        var spec = assignment.spec();
        var author = new Author(spec.id(), 1, spec.tenant(), spec.bot(), Optional.empty());
        var outlet = new Nowhere();
        var bus = new MirroringBus(
                new LocalBus(author, Ticker.system(), new SplittableRandom()),
                outlet,
                MirroringBus.Lifecycle.LEFT_OUT,
                Ticker.system());
        var task = new SessionRunner.Task(assignment, new AloneLink(outlet), bus, bot, _ -> Optional.empty());
        try {
            new SessionRunner(task, Ticker.system()).run(new Instance("bench"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Assignment assignment(String room, Map<String, Secret> secrets) {
        var spec = new SessionSpec(
                new SessionId(Ulid.of(0, new SplittableRandom())),
                Tenant.DEFAULT,
                CHAT,
                Room.ofKey(room),
                Persona.NONE,
                Optional.empty(),
                Map.of(),
                Supply.NONE,
                new Terms(1, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofSeconds(5), OnCrash.END),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        return new Assignment(spec, 1, Optional.empty(), secrets, Duration.ofHours(1));
    }

    private static final class Nowhere implements EventOutlet {
        @Override
        public Published publish(List<Envelope> batch) {
            return Published.all(batch.size());
        }

        @Override
        public void close() {}
    }
}
