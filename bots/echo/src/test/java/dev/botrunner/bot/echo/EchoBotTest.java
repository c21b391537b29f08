package dev.botrunner.bot.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.link.Answer;
import dev.botrunner.link.Finished;
import dev.botrunner.link.Orders;
import dev.botrunner.link.SessionLink;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Author;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.LocalBus;
import dev.botrunner.publish.MirroringBus;
import dev.botrunner.run.BotProvider;
import dev.botrunner.run.ExitCode;
import dev.botrunner.run.SessionRunner;
import dev.botrunner.session.Assignment;
import dev.botrunner.session.BeatReport;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import dev.botrunner.session.Message;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Room;
import dev.botrunner.session.RunnerEnd;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.StopReason;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import dev.botrunner.testkit.RecordingOutlet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EchoBotTest {

    private final RecordingOutlet outlet = new RecordingOutlet();
    private final Deque<Orders> says = new ArrayDeque<>();
    private Optional<RunnerEnd> end = Optional.empty();

    @Test
    void itAnswersEachMessageWithTwoTurnsAndLeavesOnEnd() throws InterruptedException {
        says.add(message("m1", "note", Json.obj().put("text", "hello").build()));
        says.add(message("m2", "end", Json.obj().put("n", 1).build()));
        assertThat(run()).isEqualTo(ExitCode.DONE);
        assertThat(outlet.taken())
                .extracting(Envelope::type)
                .containsExactly("bot.turn.user", "bot.turn.bot", "bot.turn.user", "bot.turn.bot");
        assertThat(outlet.taken())
                .extracting(event -> event.data()
                        .asObj()
                        .flatMap(data -> data.textAt("text"))
                        .orElse(""))
                .containsExactly("hello", "You said: hello", "{\"n\":1}", "You said: {\"n\":1}");
        assertThat(end.map(RunnerEnd::reason)).contains("said_goodbye");
    }

    @Test
    void itLeavesWhenItIsTold() throws InterruptedException {
        var leave = new Orders.Leave(StopReason.REQUESTED, Duration.ofSeconds(20));
        says.add(new Orders(Answer.GO_ON, Optional.of(leave), List.of()));
        assertThat(run()).isEqualTo(ExitCode.DONE);
        assertThat(end.map(RunnerEnd::reason)).contains("said_goodbye");
    }

    @Test
    void itIsFoundByItsName() {
        assertThat(ServiceLoader.load(BotProvider.class))
                .extracting(provider -> provider.name().name())
                .containsExactly("echo");
    }

    private ExitCode run() throws InterruptedException {
        var assignment = assignment();
        var author = new Author(assignment.spec().id(), 1, Tenant.DEFAULT, new BotName("echo"), Optional.empty());
        var local = new LocalBus(author, Ticker.system(), new SplittableRandom(1));
        var bus = new MirroringBus(local, outlet, MirroringBus.Lifecycle.LEFT_OUT, Ticker.system());
        var task = new SessionRunner.Task(assignment, new ScriptedLink(), bus, new EchoBot(), _ -> Optional.empty());
        return new SessionRunner(task, Ticker.system()).run(new Instance("runner-1"));
    }

    private static Orders message(String id, String type, Json.Obj data) {
        return new Orders(Answer.GO_ON, Optional.empty(), List.of(new Message(id, type, data)));
    }

    private static Assignment assignment() {
        var spec = new SessionSpec(
                new SessionId("01k0000000000000000000000a"),
                Tenant.DEFAULT,
                new BotName("echo"),
                Room.ofKey("https://meet.example/a"),
                Persona.NONE,
                Optional.empty(),
                Map.of(),
                Supply.NONE,
                new Terms(1, Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofSeconds(20), OnCrash.END),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        return new Assignment(spec, 1, Optional.empty(), Map.of(), Duration.ofHours(1));
    }

    /** Once the bot has joined, says one thing for each beat. */
    private final class ScriptedLink implements SessionLink {

        @Override
        public Answer joined() {
            return Answer.GO_ON;
        }

        @Override
        public Orders beat(BeatReport report, Duration hold) {
            return says.isEmpty() || !report.joined()
                    ? new Orders(Answer.GO_ON, Optional.empty(), List.of())
                    : says.poll();
        }

        @Override
        public Finished finish(RunnerEnd word) {
            end = Optional.of(word);
            return new Finished(Answer.GO_ON, Optional.empty());
        }

        @Override
        public EventOutlet events() {
            return outlet;
        }
    }
}
