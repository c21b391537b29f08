package dev.botrunner.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.botrunner.join.Profile;
import dev.botrunner.queue.Caps;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Supply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BotsFileTest {

    private static final BotName SUPPORT = new BotName("support");

    private static final String EVERY_KEY = """
            default: support
            bots:
              support:
                exec: ["python3", "bot.py"]
                announce: start
                image: example/support-bot:1.4
                inject: example/botrunner-runner:1.0
                launcher: kubernetes:job
                rooms: [WSS]
                start_deadline: 90s
                max_duration: 5m
                attempts: 1
                good_bye: 0s
                env: {MODEL_URL: "http://m", PORT: 8080, no_proxy: yes}
                secrets_from: [model-api-key]
                assets: ["files:/etc/botrunner/assets"]
                events: direct
                deliver: env
                limits: {sessions: 5}
                pool: {idle: 3, max: 50, fallback_after: 7s}
                pod: {spec: {priority: 10, containers: [{name: bot, tty: true}]}}
              other: {java: a.b.Bot}
            """;

    @Test
    void aBotOfWhichNothingIsSaidHasTheDefaultsOfTheContract() {
        BotsFile file = parse("bots:\n  support:\n");

        Profile profile = file.profiles().find(SUPPORT).orElseThrow();
        assertThat(profile).isEqualTo(Profile.named(SUPPORT));
        assertThat(profile.rooms()).isEqualTo(Set.of("https", "http", "wss", "ws"));
        assertThat(profile.terms().startDeadline()).isEqualTo(Duration.ofSeconds(60));
        assertThat(profile.terms().maxDuration()).isEqualTo(Duration.ofHours(2));
        assertThat(profile.terms().attempts()).isEqualTo(3);
        assertThat(profile.terms().goodBye()).isEqualTo(Duration.ofSeconds(20));
        assertThat(profile.launching().deliver()).isEqualTo(Profile.Deliver.REDEEM);
        assertThat(file.programs().get(SUPPORT))
                .isEqualTo(new BotProgram(SUPPORT, new BotProgram.Start.ByImage(), BotProgram.Announce.BOT, List.of()));
    }

    @Test
    void everyKeyArrivesWhereItBelongs() {
        BotsFile file = parse(EVERY_KEY);

        Profile profile = file.profiles().fallback().orElseThrow();
        assertThat(profile.bot()).isEqualTo(SUPPORT);
        assertThat(profile.rooms()).isEqualTo(Set.of("wss"));
        assertThat(profile.terms().attempts()).isEqualTo(1);
        assertThat(profile.terms().goodBye()).isEqualTo(Duration.ZERO);
        assertThat(profile.supply())
                .isEqualTo(new Supply(
                        Map.of("MODEL_URL", "http://m", "PORT", "8080", "no_proxy", "yes"),
                        List.of("files:/etc/botrunner/assets"),
                        "direct",
                        Optional.empty()));
        assertThat(profile.limits()).isEqualTo(new Caps.Bot(OptionalInt.of(5), OptionalInt.of(2)));
        assertThat(profile.launching().launcher()).contains("kubernetes:job");
        assertThat(profile.launching().image()).contains("example/support-bot:1.4");
        assertThat(profile.launching().inject()).contains("example/botrunner-runner:1.0");
        assertThat(profile.launching().deliver()).isEqualTo(Profile.Deliver.ENV);
        assertThat(profile.launching().pool()).contains(new Profile.Pool(3, 50, Duration.ofSeconds(7)));
        assertThat(profile.launching().pod().text())
                .isEqualTo("{\"spec\":{\"priority\":10,\"containers\":[{\"name\":\"bot\",\"tty\":true}]}}");
        assertThat(file.programs().get(SUPPORT))
                .isEqualTo(new BotProgram(
                        SUPPORT,
                        new BotProgram.Start.Exec(List.of("python3", "bot.py")),
                        BotProgram.Announce.START,
                        List.of("model-api-key")));
        assertThat(file.programs().get(new BotName("other")))
                .extracting(BotProgram::start)
                .isEqualTo(new BotProgram.Start.JavaClass("a.b.Bot"));
    }

    @Test
    void halfOfOneSessionIsStillOne() {
        Profile profile = parse("bots: {support: {limits: {sessions: 1}}}")
                .profiles()
                .find(SUPPORT)
                .orElseThrow();

        assertThat(profile.limits().perTenant()).hasValue(1);
    }

    @Test
    void everythingThatIsWrongIsToldWithItsLine() {
        assertThatExceptionOfType(FaultyFile.class)
                .isThrownBy(() -> parse("""
                        default: nobody
                        bots:
                          support:
                            start_dedline: 60s
                            attempts: many
                            env: {PATH: /bin}
                          Support: {}
                        colour: red
                        """))
                .satisfies(faulty -> assertThat(faulty.faults())
                        .extracting(FaultyFile.Fault::line)
                        .containsExactly(1, 4, 5, 6, 7, 8))
                .withMessageContaining("bots.yaml:4: unknown key 'start_dedline'")
                .withMessageContaining("did you mean 'start_deadline'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec: []",
                "exec: python3",
                "exec: [{a: b}]",
                "java: 'a b'",
                "java: ''",
                "announce: later",
                "image: 'a b'",
                "inject: example/botrunner-runner:1.0",
                "rooms: []",
                "rooms: https",
                "rooms: ['a/b']",
                "start_deadline: 60",
                "start_deadline: 0s",
                "start_deadline: 25h",
                "start_deadline: 1.5s",
                "max_duration: 9s",
                "max_duration: -1h",
                "attempts: 0",
                "attempts: 1.5",
                "good_bye: null",
                "env: [A]",
                "env: {A-B: x}",
                "env: {ROOM_URL: x}",
                "env: {LD_X: x}",
                "env: {A: {b: c}}",
                "env: {A: null}",
                "env: {1A: x}",
                "secrets_from: [../../etc]",
                "secrets_from: [a/b]",
                "assets: [files]",
                "events: both",
                "deliver: mail",
                "limits: 5",
                "limits: {sessions: 0}",
                "limits: {session: 5}",
                "pool: {idle: 3}",
                "pool: {idle: 3, max: 2}",
                "pool: {idle: 1, max: 2, x: 3}",
                "pod: [a]",
                "attempts: [1]",
                "colour: red"
            })
    void whatIsOutOfItsBoundsIsRefused(String member) {
        assertThatExceptionOfType(FaultyFile.class)
                .isThrownBy(() -> parse("bots:\n  support:\n    " + member + "\n"))
                .satisfies(faulty -> assertThat(faulty.faults())
                        .singleElement()
                        .extracting(FaultyFile.Fault::line)
                        .isEqualTo(3));
    }

    @Test
    void aProgramIsEitherACommandOrAClass() {
        assertThatExceptionOfType(FaultyFile.class)
                .isThrownBy(() -> parse("bots: {support: {exec: [a], java: b.C}}"))
                .withMessageContaining("together");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''",
                "bots",
                "[a]",
                "default: a",
                "bots: []",
                "bots: {a: 3}",
                "'bots: {a: {}, a: {}}'",
                "'bots: {'",
                "'a: &x [*x]'",
                "'---\nbots: {a: }\n---\nbots: {b: }'"
            })
    void whatIsNoBotsFileIsRefused(String text) {
        assertThatExceptionOfType(FaultyFile.class).isThrownBy(() -> parse(text));
    }

    @Test
    void aFileThatGrowsByItsAliasesIsRefused() {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            text.append("a" + i + ": &a" + i + " [")
                    .append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("]\n");
        }

        assertThatExceptionOfType(FaultyFile.class)
                .isThrownBy(() -> parse(text.toString()))
                .withMessageContaining("aliases");
    }

    @Test
    void aLaterFileWinsOverTheBuiltInBots() {
        BotsFile builtIn = BotsFile.ofClass(new BotName("echo"), "dev.botrunner.bot.echo.EchoBot");
        BotsFile mine = parse("bots: {echo: {attempts: 1}, support: {exec: [x]}}");

        BotsFile both = builtIn.with(mine);

        assertThat(both.profiles().fallback().orElseThrow().bot()).isEqualTo(new BotName("echo"));
        assertThat(both.profiles().fallback().orElseThrow().terms().attempts()).isEqualTo(1);
        assertThat(both.programs()).containsKeys(new BotName("echo"), SUPPORT);
    }

    private static BotsFile parse(String text) {
        return BotsFile.parse(text, "bots.yaml");
    }
}
