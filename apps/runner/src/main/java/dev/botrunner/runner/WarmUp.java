package dev.botrunner.runner;

import dev.botrunner.link.BadCall;
import dev.botrunner.link.LinkAnswers;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.Published;
import dev.botrunner.run.AloneLink;
import dev.botrunner.run.Bot;
import dev.botrunner.run.BotProvider;
import dev.botrunner.run.BotVariables;
import dev.botrunner.run.exec.ExecBot;
import dev.botrunner.run.exec.Program;
import dev.botrunner.run.exec.Surroundings;
import dev.botrunner.runner.link.HttpRunnerLink;
import dev.botrunner.runner.link.HttpWay;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Json;
import dev.botrunner.session.Ticket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes once through all that a session will go through, so that its classes are loaded and its connection is open when it
 * comes: a ticket that nobody knows is shown to the control server, and a session without a room is run.
 */
final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final int ROUNDS = 3;

    private static final Json.Obj SESSION = Json.obj()
            .put("session_token", "none")
            .put(
                    "session",
                    Json.obj()
                            .put("session_id", "00000000000000000000000000")
                            .put("attempt", 1)
                            .put("tenant", "warm-up")
                            .put("bot", "warm-up")
                            .put("created_at", "2026-01-01T00:00:00.000Z")
                            .put("room_url", "https://warm-up.invalid/")
                            .put("max_duration_seconds", 60)
                            .put("good_bye_seconds", 1)
                            .build())
            .build();

    private final HttpWay way;
    private final ChildMain.LazyShelf shelf;

    WarmUp(HttpWay way, ChildMain.LazyShelf shelf) {
        this.way = way;
        this.shelf = shelf;
    }

    /** What goes wrong here is told when it matters: in the session itself. */
    void run() throws InterruptedException {
        var me = Instances.fresh("warm");
        try {
            shelf.get().names();
            var variables = new BotVariables(System.getenv(), Map.of());
            for (BotProvider provider : ServiceLoader.load(BotProvider.class)) {
                provider.warmUp(variables);
            }
            for (int i = 0; i < ROUNDS; i++) {
                var grant = LinkAnswers.readRedeemed(Json.parse(SESSION.bytes()));
                var link = new AloneLink(nowhere());
                new OneSession(me, Ticker.system()).withLink(grant.assignment(), link, WarmUp::bot, List.of());
                new HttpRunnerLink(way).redeem(new Ticket("brt1.warm-up"), me);
            }
        } catch (DependencyException | BadCall e) {
            LOG.atDebug()
                    .setMessage("The warm-up did not go through")
                    .setCause(e)
                    .log();
        }
    }

    private static Bot bot() {
        return context -> {
            context.joined();
            context.nextMessage(Duration.ZERO);
            context.events().publish("bot.metrics", Json.obj().put("warm", true).build());
            var program = new Program(List.of("true"), Path.of("/"), false);
            var surroundings = new Surroundings(System.getenv(), false, Map.of());
            return new ExecBot(program, surroundings, _ -> {}).run(context);
        };
    }

    private static EventOutlet nowhere() {
        return new EventOutlet() {
            @Override
            public Published publish(List<Envelope> batch) {
                return Published.all(batch.size());
            }

            @Override
            public void close() {}
        };
    }
}
