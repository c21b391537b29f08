package dev.botrunner.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Threads;
import dev.botrunner.loop.Ticker;
import dev.botrunner.room.RoomRefused;
import dev.botrunner.room.memory.Guest;
import dev.botrunner.room.memory.MemoryPerson;
import dev.botrunner.room.memory.MemoryRoom;
import dev.botrunner.room.memory.MemoryRooms;
import dev.botrunner.room.memory.Spoken;
import dev.botrunner.run.BotProvider;
import dev.botrunner.run.BotVariables;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Json;
import dev.botrunner.session.Message;
import dev.botrunner.session.RunnerEnd;
import dev.botrunner.session.Secret;
import dev.botrunner.testkit.model.FakeModel;
import dev.botrunner.testkit.model.Script;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole bot with its threads, a model over HTTP, and a room in memory. */
@Timeout(120)
class ChatBotTest {

    private final FakeModel model = FakeModel.start();
    private final MemoryRooms rooms = new MemoryRooms();
    private final MemoryRoom room = rooms.room(Stage.ROOM);
    private final BlockingQueue<RunnerEnd> ends = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        model.close();
    }

    private TwinContext context(Casting casting) {
        var secrets = Map.of("MODEL_URL", new Secret(model.url()), "MODEL_API_KEY", new Secret("right"));
        return new TwinContext(casting.persona(), Stage.ROOM, secrets, Ticker.system());
    }

    private TwinContext start(Casting casting) {
        TwinContext context = context(casting);
        start(context);
        return context;
    }

    private void start(TwinContext context) {
        var bot = new ChatBot(BotVariables.NONE, Ticker.system(), _ -> rooms);
        Threads.virtual("bot", () -> {
            try {
                ends.add(bot.run(context));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private RunnerEnd end() throws InterruptedException {
        RunnerEnd end = ends.poll(60, TimeUnit.SECONDS);
        if (end == null) {
            throw new AssertionError("The bot goes on and on");
        }
        return end;
    }

    @Test
    void itMeetsSomebodyTalksAndLeavesWhenItIsTold() throws InterruptedException {
        model.wants("right").then(Script.says("Ferns", " do."));
        MemoryPerson ada = room.join(Guest.named("Ada"));
        TwinContext context = start(Casting.USUAL);
        context.events.awaitType("bot.turn.bot");
        ada.say("What grows in the shade?");
        context.events.awaitType("bot.metrics");
        context.messages.add(
                new Message("m1", "say", Json.obj().put("text", "Dinner!").build()));
        context.events.await(heard -> heard.has(event -> event.data().text().contains("Dinner!")));
        context.order("requested", Duration.ofSeconds(20));
        assertThat(end()).isEqualTo(RunnerEnd.completed("said_goodbye"));
        assertThat(room.spokenBy(TwinContext.IDENTITY).stream().map(Spoken::text))
                .containsExactly("Hello Ada, I am Robin. What can I do for you?", "Ferns do.", "Dinner!", "Good-bye!");
        assertThat(room.participants()).hasSize(1);
        assertThat(model.asked().getFirst().messages()).last().isEqualTo("user: What grows in the shade?");
    }

    @Test
    void anInterruptionLetsGoOfTheModel() throws InterruptedException {
        model.then(Script.begins("In the beginning").thenHolds(), Script.says("Short."));
        MemoryPerson ada = room.join(Guest.named("Ada"));
        TwinContext context = start(Casting.USUAL);
        context.events.awaitType("bot.turn.bot");
        ada.say("Everything, please.");
        context.events.awaitType("bot.speaking.started");
        ada.say("Short!");
        model.asked().getFirst().awaitGone();
        context.events.await(heard -> heard.has(event -> event.data().text().contains("prompt_tokens")));
        assertThat(room.spokenBy(TwinContext.IDENTITY).stream().map(Spoken::text))
                .endsWith("In the beginning", "Short.");
        context.order("requested", Duration.ofSeconds(20));
        end();
    }

    @Test
    void aSessionThatMayNotJoinIsNotSeen() throws InterruptedException {
        TwinContext context = context(Casting.USUAL);
        context.mayJoin = false;
        start(context);
        assertThat(end()).isEqualTo(RunnerEnd.completed("done"));
        assertThat(room.spoken()).isEmpty();
    }

    @Test
    void wrongConfigurationIsToldAllAtOnce() throws InterruptedException {
        start(Casting.USUAL.config(
                Json.obj().put("idle_prompts", "many").put("empty", 1).build()));
        RunnerEnd end = end();
        assertThat(end.reason()).isEqualTo("invalid_config");
        assertThat(end.exitCode()).hasValue(20);
        assertThat(end.detail().orElseThrow())
                .contains("config.idle_prompts: expected an integer")
                .contains("unknown member 'empty'")
                .doesNotContain("many");
    }

    @Test
    void aRoomThatRefusesEndsIt() throws InterruptedException {
        room.refuse(RoomRefused.Why.BAD_TOKEN);
        start(Casting.USUAL);
        assertThat(end().reason()).isEqualTo("room_refused");
    }

    @Test
    void aRoomThatCannotBeReachedIsTriedAgainUntilItIsTold() throws InterruptedException {
        rooms.reachable(false);
        TwinContext context = start(Casting.USUAL);
        context.order("requested", Duration.ofSeconds(20));
        assertThat(end().completed()).isFalse();
    }

    @Test
    void noWayIntoARoomIsWrongConfiguration() throws InterruptedException {
        var bot = new ChatBot(BotVariables.NONE, Ticker.system(), _ -> {
            throw new DependencyException(new Failure(ErrorCode.INVALID_CONFIG, "No way"));
        });
        RunnerEnd end = bot.run(context(Casting.USUAL));
        assertThat(end.reason()).isEqualTo("invalid_config");
        assertThat(end.exitCode()).hasValue(20);
    }

    @Test
    void itsRehearsalConnectsToAModelAndAsksNothing() {
        new ChatBotProvider().warmUp(new BotVariables(Map.of("MODEL_URL", model.url()), Map.of()));
        assertThat(model.visits()).isEqualTo(1);
        assertThat(model.asked()).isEmpty();
        model.close();
        new ChatBotProvider().warmUp(new BotVariables(Map.of("MODEL_URL", "not a URL"), Map.of()));
        new ChatBotProvider().warmUp(BotVariables.NONE);
    }

    @Test
    void itIsFoundByItsName() {
        assertThat(ServiceLoader.load(BotProvider.class))
                .extracting(provider -> provider.name().name())
                .containsExactly("chat");
    }
}
