package dev.botrunner.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final List<String> ODD = List.of(
            "",
            " ",
            "a",
            "A",
            "0",
            "_",
            "-",
            ".",
            "/",
            ":",
            "a.",
            ".a",
            "a.b",
            "a..b",
            "a.b.",
            "a.B",
            "A.b",
            "1.b",
            "a-b",
            "a_b",
            "a.1",
            "aB",
            "a/b",
            "a:b",
            "a b",
            "a\n",
            "\u0000",
            "a\u0000",
            "é",
            "aé",
            "a.é",
            "\u0661",
            "\u00df",
            "\ud83d\ude00",
            "K",
            "a.b-c",
            "../../etc/passwd",
            "*",
            "a*",
            "{{a}}",
            "${jndi:ldap://x}",
            "bot.turn.user",
            "OPENAI_API_KEY",
            "A=B",
            "a=b",
            "a@",
            "a[",
            "a`",
            "a{",
            "A0_",
            "0A",
            "_A",
            "a".repeat(62),
            "a".repeat(63),
            "a".repeat(64),
            "a".repeat(65),
            "A".repeat(64),
            "A".repeat(65),
            "a".repeat(127) + ".",
            "a".repeat(128),
            "a".repeat(129),
            "a." + "b".repeat(126),
            "a." + "b".repeat(127));

    static Stream<Arguments> forms() {
        return Stream.of(
                form("name", Names::isName, "[a-z][a-z0-9-]{0,62}"),
                form("personality id", Names::isPersonalityId, "[A-Za-z0-9][A-Za-z0-9._:-]{0,127}"),
                form("label key", Names::isLabelKey, "[a-z0-9._/-]{1,63}"),
                form("event type", Names::isEventType, "(?=.{1,128}$)[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+"),
                form("secret name", Names::isSecretName, "[A-Z][A-Z0-9_]{0,63}"),
                form("feature", Names::isFeature, "[a-z0-9_.-]{1,64}"),
                form("message type", Names::isMessageType, "[a-z0-9_.-]{1,64}"),
                form("reason", Names::isReason, "[a-z][a-z0-9_]{0,63}"),
                form("visible", text -> Names.isVisibleAscii(text, 64), "[!-~]{1,64}"));
    }

    private static Arguments form(String name, Predicate<String> check, String pattern) {
        return Arguments.of(name, check, Pattern.compile(pattern));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void checksExactlyTheContractsForm(String name, Predicate<String> check, Pattern pattern) {
        for (String text : ODD) {
            assertThat(check.test(text))
                    .as("%s '%s'", name, text)
                    .isEqualTo(pattern.matcher(text).matches());
        }
        for (char c = 0; c < 0x200; c++) {
            for (String text : List.of("" + c, "a" + c, "A" + c, "a.a" + c, c + ".a")) {
                assertThat(check.test(text))
                        .as("%s with character %d", name, (int) c)
                        .isEqualTo(pattern.matcher(text).matches());
            }
        }
    }

    @Test
    void labelValuesAreCountedInBytes() {
        assertThat(Names.isLabelValue("")).isTrue();
        assertThat(Names.isLabelValue("a".repeat(255))).isTrue();
        assertThat(Names.isLabelValue("a".repeat(256))).isFalse();
        assertThat(Names.isLabelValue("é".repeat(127))).isTrue();
        assertThat(Names.isLabelValue("é".repeat(128))).isFalse();
        assertThat(Names.isLabelValue("\ud83d\ude00".repeat(63))).isTrue();
        assertThat(Names.isLabelValue("\ud83d\ude00".repeat(64))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SESSION_ID",
                "SESSION_ATTEMPT",
                "BOT_NAME",
                "TENANT_ID",
                "ROOM_URL",
                "ROOM_TOKEN",
                "BOT_PERSONALITY_RECORD",
                "BOT_FUNCTIONAL_PROMPTS",
                "BOT_SUPPORTED_FEATURES",
                "BOT_VOICE",
                "BOT_CONFIG",
                "BOT_USER",
                "BOT_LABELS",
                "BOT_TOOLS",
                "MAX_DURATION_SECONDS",
                "TRACEPARENT",
                "BOTRUNNER_LINK_URL",
                "BOTRUNNER_TICKET",
                "BOTRUNNER_",
                "KUBERNETES_SERVICE_HOST",
                "ROOM_URL_FILE",
                "MY_FILE",
                "_FILE",
                "PATH",
                "HOME",
                "LD_PRELOAD",
                "LD_LIBRARY_PATH",
                "DYLD_INSERT_LIBRARIES",
                "JAVA_TOOL_OPTIONS",
                "JDK_JAVA_OPTIONS",
                "PYTHONPATH",
                "NODE_OPTIONS"
            })
    void keepsReservedNames(String name) {
        assertThat(ReservedNames.isReserved(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPENAI_API_KEY",
                "FILE",
                "BOTRUNNER",
                "MY_PATH",
                "PATH_",
                "BOT_MOOD",
                "BUILD_ID",
                "LD",
                "FILE_A",
                "PROFILE",
                ""
            })
    void leavesOtherNamesFree(String name) {
        assertThat(ReservedNames.isReserved(name)).isFalse();
    }
}
