package dev.botrunner.run.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.publish.Envelope;
import dev.botrunner.session.Json;
import dev.botrunner.session.Message;
import dev.botrunner.session.RunnerEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecBotTest {

    @TempDir
    Path folder;

    private final TwinContext context = new TwinContext();

    @Test
    void aProgramThatLeavesWithZeroIsDone() throws Exception {
        assertThat(sh("exit 0")).isEqualTo(new RunnerEnd(true, "done", OptionalInt.of(0), Optional.empty()));
    }

    @Test
    void itsOwnWordIsTheReason() throws Exception {
        RunnerEnd end = sh("echo '{\"end\":{\"reason\":\"room_empty\",\"detail\":\"all left\"}}'; exit 0");
        assertThat(end.reason()).isEqualTo("room_empty");
        assertThat(end.detail()).contains("all left");
        RunnerEnd refused = sh("echo '{\"end\":{\"reason\":\"room_refused\"}}'; exit 10");
        assertThat(refused.reason()).isEqualTo("room_refused");
        assertThat(refused.exitCode()).isEqualTo(OptionalInt.of(10));
    }

    @Test
    void exitCodesSayWhatHappened() throws Exception {
        assertThat(sh("exit 10").reason()).isEqualTo("bot_crashed");
        assertThat(sh("exit 20").reason()).isEqualTo("invalid_config");
        assertThat(sh("exit 143").reason()).isEqualTo("evicted");
        assertThat(sh("kill -9 $$").exitCode()).isEqualTo(OptionalInt.of(137));
    }

    @Test
    void aProgramThatIsNotThereIsAWrongConfigurationAndSaysSo() throws Exception {
        var bot = new ExecBot(new Program(List.of("./nothing"), folder, false), surroundings(), context.log::add);
        RunnerEnd end = bot.run(context);
        assertThat(end.reason()).isEqualTo("invalid_config");
        assertThat(end.exitCode()).isEqualTo(OptionalInt.of(20));
        assertThat(end.detail().orElseThrow()).contains("./nothing").contains("not found");
        assertThat(context.log).containsExactly(end.detail().orElseThrow());
    }

    @Test
    void relativeProgramsAreFromTheirDirectory() throws Exception {
        Path script = Files.writeString(folder.resolve("bot.sh"), "#!/bin/sh\npwd\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        new ExecBot(new Program(List.of("./bot.sh"), folder, false), surroundings(), context.log::add).run(context);
        assertThat(context.log).containsExactly(folder.toRealPath().toString());
    }

    @Test
    void linesWithATypeAreEventsAndOthersAreLog() throws Exception {
        sh("""
                echo hello
                echo '{"type":"bot.turn.bot","data":{"n":1.50}}'
                echo '{"type":"bot.turn.bot"}'
                echo '{"type":"bot.turn.bot","data":{},"more":1}'
                echo '{broken'
                echo '[1]'
                printf 'no line end'
                """);
        assertThat(context.events).extracting(Envelope::type).containsExactly("bot.turn.bot", "bot.turn.bot");
        assertThat(context.events.getFirst().data().text()).isEqualTo("{\"n\":1.50}");
        assertThat(context.log)
                .containsExactly(
                        "hello", "{\"type\":\"bot.turn.bot\",\"data\":{},\"more\":1}", "{broken", "[1]", "no line end");
    }

    @Test
    void badEventsAreDroppedAndToldAsErrors() throws Exception {
        sh("""
                echo '{"type":"bot.session.end","data":{}}'
                echo '{"type":"Bad","data":{}}'
                echo '{"type":"bot.turn.bot","data":[]}'
                printf '{"type":"bot.turn.bot","data":{"x":"'; head -c 70000 /dev/zero | tr '\\0' x; echo '"}}'
                printf '{"type":"bot.turn.bot","data":{"x":"'; head -c 65450 /dev/zero | tr '\\0' x; echo '"}}'
                """);
        assertThat(context.events).extracting(Envelope::type).containsOnly("bot.error");
        assertThat(context.events.stream()
                        .map(e -> ((Json.Obj) e.data()).textAt("code").orElse("")))
                .containsExactly("reserved_type", "bad_type", "malformed", "too_large", "too_large");
    }

    @Test
    void itAsksBeforeItEntersAndIsAnswered() throws Exception {
        sh("""
                echo '{"joining": true}'
                read line
                echo "$line"
                """);
        assertThat(context.joins).hasValue(1);
        assertThat(context.log).containsExactly("{\"join\":true}");
    }

    @Test
    void itIsAnsweredBeforeAnythingThatIsSaidToAJoinedBot() throws Exception {
        context.saidMeanwhile = Optional.of(new Message("m1", "say", Json.Obj.EMPTY));
        sh("""
                echo '{"joining": true}'
                read first
                echo "$first"
                read second
                """);
        assertThat(context.log).containsExactly("{\"join\":true}");
    }

    @Test
    void whoCannotAskIsAnnouncedBeforeItStarts() throws Exception {
        var bot = new ExecBot(
                new Program(List.of("/bin/sh", "-c", "exit 0"), folder, true), surroundings(), context.log::add);
        bot.run(context);
        assertThat(context.joins).hasValue(1);
        context.mayJoin = false;
        var never = new ExecBot(
                new Program(List.of("/bin/sh", "-c", "echo started"), folder, true), surroundings(), context.log::add);
        never.run(context);
        assertThat(context.log).isEmpty();
    }

    @Test
    void messagesAreLinesOfItsInput() throws Exception {
        context.messages.add(
                new Message("m1", "note", Json.obj().put("text", "hi").build()));
        sh("read line; echo \"$line\"");
        assertThat(context.log).containsExactly("{\"id\":\"m1\",\"type\":\"note\",\"data\":{\"text\":\"hi\"}}");
    }

    @Test
    void sigtermMeansLeave() throws Exception {
        context.leaveWhenLogged("ready", Duration.ofSeconds(20));
        RunnerEnd end = sh("""
                trap 'echo bye; exit 0' TERM
                echo ready
                while true; do read line || sleep 0.1; done
                """);
        assertThat(end.completed()).isTrue();
        assertThat(context.log).containsExactly("ready", "bye");
    }

    @Test
    void theEndOfItsInputMeansLeaveToo() throws Exception {
        context.leaveWhenLogged("ready", Duration.ofSeconds(20));
        RunnerEnd end = sh("""
                trap '' TERM
                echo ready
                cat > /dev/null
                echo bye
                """);
        assertThat(end.completed()).isTrue();
        assertThat(context.log).containsExactly("ready", "bye");
    }

    @Test
    void whoDoesNotLeaveIsKilledWhenItsGoodByeIsOver() throws Exception {
        context.leaveWhenLogged("ready", Duration.ofMillis(700));
        RunnerEnd end = sh("""
                trap '' TERM
                echo ready
                while true; do sleep 0.1; done
                """);
        assertThat(end.exitCode()).isEqualTo(OptionalInt.of(137));
    }

    @Test
    void itGetsItsSessionAndLittleElse() throws Exception {
        var environment = Map.of(
                "PATH", "/usr/bin:/bin", "HOME", "/home/x", "SECRET_OF_RUNNER", "canary", "BOTRUNNER_TICKET", "canary");
        sh("env | sort", new Surroundings(environment, false, Map.of()));
        assertThat(context.log)
                .contains("ROOM_URL=https://meet.example/a", "HOME=/home/x", "SESSION_ATTEMPT=1")
                .noneMatch(line -> line.contains("canary"));
        context.log.clear();
        sh("env | sort", new Surroundings(environment, true, Map.of()));
        assertThat(context.log).contains("SECRET_OF_RUNNER=canary").noneMatch(line -> line.contains("TICKET"));
    }

    @Test
    void longValuesComeAsFilesThatGoAwayAgain() throws Exception {
        context.prompt = "x".repeat(100_000);
        sh(
                "echo $BOT_FUNCTIONAL_PROMPTS_FILE; wc -c < $BOT_FUNCTIONAL_PROMPTS_FILE; echo \"[$BOT_FUNCTIONAL_PROMPTS]\"");
        assertThat(context.log.get(1).strip()).isEqualTo("100008");
        assertThat(context.log.get(2)).isEqualTo("[]");
        assertThat(Path.of(context.log.getFirst())).doesNotExist();
    }

    private RunnerEnd sh(String script) throws Exception {
        return sh(script, surroundings());
    }

    private RunnerEnd sh(String script, Surroundings surroundings) throws Exception {
        var program = new Program(List.of("/bin/sh", "-c", script), folder, false);
        return new ExecBot(program, surroundings, context::logged).run(context);
    }

    private static Surroundings surroundings() {
        return new Surroundings(Map.of("PATH", "/usr/bin:/bin"), false, Map.of());
    }
}
