package dev.botrunner.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoomPropertiesTest {
    private static final Set<String> SCHEMES = Set.of("https", "http", "wss", "ws");
    private static final List<String> PIECES = List.of(
            "https",
            "HTTP",
            "ws",
            "wss",
            "://",
            ":",
            "/",
            "//",
            "?",
            "#",
            "@",
            "[",
            "]",
            "::1",
            "::",
            "1",
            "0",
            "127.0.0.1",
            "0x7f",
            "443",
            "80",
            "8443",
            "a",
            "B",
            "meet",
            ".example",
            ".",
            "..",
            "./",
            "/../",
            "%",
            "%2e",
            "%2F",
            "%41",
            "%c3%a9",
            "%zz",
            "é",
            "ü",
            "u\u0308",
            "。",
            "．",
            "ﬁ",
            "ß",
            "\u00ad",
            "\u200d",
            "xn--",
            "xn--bcher-kva",
            "-",
            "_",
            "~",
            "+",
            "=",
            "&",
            "{",
            "\"",
            "|",
            "^",
            "\ud83d\ude00",
            "\u0130",
            "\u2024",
            "\u05d0",
            "\u0661",
            "\u20e3",
            "\uff21");

    @Property(tries = 20_000)
    void theKeyOfAKeyIsThatKey(@ForAll("urls") String url) {
        if (Room.parse(url, SCHEMES) instanceof Room.Parsed(Room room)) {
            assertThat(room.url()).isEqualTo(url);
            assertThat(room.key()).matches("[!-~]+");
            assertThat(Room.parse(room.key(), SCHEMES)).isEqualTo(new Room.Parsed(Room.ofKey(room.key())));
        }
    }

    @Property(tries = 5_000)
    void noTextMakesItThrow(@ForAll String rest) {
        assertThat(Room.parse("https://" + rest, SCHEMES)).isNotNull();
        assertThat(Room.parse("https://meet.example/" + rest, SCHEMES)).isNotNull();
        assertThat(Room.parse(rest, SCHEMES)).isNotNull();
    }

    @Provide
    Arbitrary<String> urls() {
        Arbitrary<String> starts =
                Arbitraries.of("https://", "HTTP://", "wss://meet", "https://meet.example/", "ws://a:", "https://[");
        Arbitrary<List<String>> rest = Arbitraries.of(PIECES).list().ofMaxSize(8);
        return starts.flatMap(start -> rest.map(pieces -> start + String.join("", pieces)));
    }
}
