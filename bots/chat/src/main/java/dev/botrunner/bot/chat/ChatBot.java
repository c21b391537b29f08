package dev.botrunner.bot.chat;

import dev.botrunner.bot.chat.model.HttpModelClient;
import dev.botrunner.bot.chat.model.ModelClient;
import dev.botrunner.bot.chat.settings.ChatSettings;
import dev.botrunner.loop.Backoff;
import dev.botrunner.loop.Threads;
import dev.botrunner.loop.Ticker;
import dev.botrunner.room.RoomEntry;
import dev.botrunner.room.RoomRefused;
import dev.botrunner.room.RoomStay;
import dev.botrunner.room.RoomTransport;
import dev.botrunner.room.RoomTransportProvider;
import dev.botrunner.room.Rooms;
import dev.botrunner.run.Bot;
import dev.botrunner.run.BotContext;
import dev.botrunner.run.BotVariables;
import dev.botrunner.session.Assignment;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Reason;
import dev.botrunner.session.RunnerEnd;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Meets people in a room and talks with them by a language model, as {@code docs/reference/chat-bot.md} says. What happens
 * waits in one line and is acted upon by the thread that runs the bot; the room, the model, messages and the end signal
 * each have a thread that puts things into it.
 */
public final class ChatBot implements Bot {

    private static final int WRONG_CONFIGURATION = 20;
    private static final int TRIES_TO_ENTER = 4;
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(10);

    private final BotVariables variables;
    private final Ticker ticker;
    private final Function<String, RoomTransport> ways;

    /** @param variables where a model may be named */
    public ChatBot(BotVariables variables, Ticker ticker) {
        this(variables, ticker, url -> Rooms.transport(url, new RoomTransportProvider.Options(ticker)));
    }

    /** @param ways leads into the room of a URL, or throws a {@link DependencyException} */
    ChatBot(BotVariables variables, Ticker ticker, Function<String, RoomTransport> ways) {
        this.variables = variables;
        this.ticker = ticker;
        this.ways = ways;
    }

    @Override
    public RunnerEnd run(BotContext context) throws InterruptedException {
        return switch (ChatSettings.read(context.assignment(), variables)) {
            case ChatSettings.Reading.Faulty(var faults) ->
                RunnerEnd.failed("invalid_config", WRONG_CONFIGURATION, String.join("; ", faults));
            case ChatSettings.Reading.Good(ChatSettings settings) -> run(context, settings);
        };
    }

    private RunnerEnd run(BotContext context, ChatSettings settings) throws InterruptedException {
        RoomTransport rooms;
        try {
            rooms = ways.apply(context.assignment().spec().room().url());
        } catch (DependencyException e) {
            return RunnerEnd.failed(
                    "invalid_config", WRONG_CONFIGURATION, e.failure().detail());
        }
        if (settings.model().isEmpty()) {
            return attend(context, settings, rooms, Optional.empty());
        }
        try (var model = new HttpModelClient(settings.model().get())) {
            Threads.virtual("model-warm-up", model::warm);
            return attend(context, settings, rooms, Optional.of(model));
        }
    }

    private RunnerEnd attend(
            BotContext context, ChatSettings settings, RoomTransport rooms, Optional<ModelClient> model)
            throws InterruptedException {
        if (!context.joined()) {
            return RunnerEnd.completed("done");
        }
        var happenings = new Happenings();
        var messages = Threads.virtual("messages", () -> bringMessages(context, happenings));
        var orders = Threads.virtual("orders", () -> bringOrder(context, happenings));
        try {
            RoomStay stay = enter(context, settings, rooms, happenings);
            long entered = ticker.nanos();
            var setting =
                    new Assembly.Setting(context.events(), context.assignment().maxDuration(), ticker);
            var host = Assembly.of(settings, setting, stay, new Assembly.Minds(model, happenings));
            host.enter(stay.roster());
            return converse(host, happenings, entered);
        } catch (RoomRefused e) {
            return RunnerEnd.failed("room_refused", 1, String.valueOf(e.getMessage()));
        } catch (DependencyException e) {
            return RunnerEnd.failed(
                    Reason.of(e.failure().code()).word(), 1, e.failure().detail());
        } finally {
            messages.interrupt();
            orders.interrupt();
        }
    }

    /** A room server that is just being restarted is no reason to fail. */
    private RoomStay enter(BotContext context, ChatSettings settings, RoomTransport rooms, Happenings happenings)
            throws InterruptedException {
        Assignment assignment = context.assignment();
        RoomEntry entry = RoomEntry.ofBot(
                assignment.spec().room().url(),
                assignment.roomToken(),
                assignment.spec().id(),
                settings.personality().name());
        var pauses = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(4), new SplittableRandom());
        for (int tries = 1; ; tries++) {
            try {
                return rooms.enter(entry, event -> happenings.accept(new Happening.Heard(event)));
            } catch (DependencyException e) {
                if (tries == TRIES_TO_ENTER
                        || context.end().await(pauses.next()).isPresent()) {
                    throw e;
                }
            }
        }
    }

    private RunnerEnd converse(Host host, Happenings happenings, long entered) throws InterruptedException {
        host.look(0);
        while (host.end().isEmpty()) {
            long now = ticker.nanos() - entered;
            long wait = Math.max(0, Math.min(LONGEST_WAIT, host.due() - now));
            Optional<Happening> next = happenings.next(wait);
            while (next.isPresent()) {
                host.on(next.get(), ticker.nanos() - entered);
                next = happenings.now();
            }
            host.look(ticker.nanos() - entered);
        }
        return host.end().get();
    }

    private static void bringMessages(BotContext context, Happenings happenings) {
        try {
            while (context.end().order().isEmpty()) {
                context.nextMessage(Duration.ofSeconds(10))
                        .ifPresent(message -> happenings.accept(new Happening.Told(message)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void bringOrder(BotContext context, Happenings happenings) {
        try {
            while (true) {
                var order = context.end().await(Duration.ofSeconds(10));
                if (order.isPresent()) {
                    happenings.accept(new Happening.Ordered(order.get()));
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
