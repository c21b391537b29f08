package dev.botrunner.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomTest {
    private static final Set<String> SCHEMES = Set.of("https", "http", "wss", "ws", "daily");

    private static Room room(String url) {
        Room.Reading reading = Room.parse(url, SCHEMES);
        assertThat(reading).as("%s", url).isInstanceOf(Room.Parsed.class);
        return ((Room.Parsed) reading).room();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "https://meet.example/r HTTPS://MEET.Example/r",
                "https://meet.example/r https://meet.example./r",
                "https://meet.example/r https://meet.example:443/r",
                "https://meet.example/r https://meet.example:/r",
                "https://meet.example/r https://meet.example:00443/r",
                "https://meet.example/r https://meet.example/r/",
                "https://meet.example/r https://meet.example/r///",
                "https://meet.example/r https://meet.example/r?",
                "https://meet.example/r https://meet.example/r#f",
                "https://meet.example/r https://meet.example/r?#f?x",
                "https://meet.example/r https://meet.example/r/?#",
                "https://meet.example/r https://meet.example/./r",
                "https://meet.example/r https://meet.example/a/../r",
                "https://meet.example/r https://meet.example/../../r",
                "https://meet.example/r https://meet.example/r/x/..",
                "https://meet.example/r https://meet.example/r/.",
                "https://meet.example/r https://meet.example/a/%2e%2E/r",
                "https://meet.example/r https://meet.example/%72",
                "https://meet.example/r https://m%65et.ex%61mple/r",
                "https://meet.example https://meet.example/",
                "https://meet.example https://meet.example",
                "https://meet.example https://meet.example/x/..",
                "https://meet.example?a=1 https://meet.example/?a=1",
                "http://meet.example/r http://meet.example:80/r",
                "ws://meet.example/r ws://meet.example:80/r",
                "wss://meet.example/r wss://meet.example:443/r",
                "https://meet.example/a%2Fb https://meet.example/a%2fb",
                "https://meet.example/a~b https://meet.example/a%7eb",
                "https://meet.example/r?q=%C3%A9 https://meet.example/r?q=%c3%a9",
                "https://meet.example/caf%C3%A9 https://meet.example/café",
                "https://meet.example/r?q=%C3%A9 https://meet.example/r?q=é",
                "https://meet.example/%F0%9F%98%80 https://meet.example/\ud83d\ude00",
                "https://meet.example/%7Ba%7D https://meet.example/{a}",
                "https://xn--bcher-kva.example/r https://bücher.example/r",
                "https://xn--bcher-kva.example/r https://BÜCHER.example/r",
                "https://xn--bcher-kva.example/r https://b%C3%BCcher.example/r",
                "https://xn--bcher-kva.example/r https://bu\u0308cher.example/r",
                "https://xn--bcher-kva.example/r https://XN--BCHER-KVA.example/r",
                "https://meet.example/r https://meet。example/r",
                "https://meet.example/r https://meet．example｡/r",
                "https://meet.example/r https://ｍｅｅｔ.example/r",
                "https://127.0.0.1/r https://１２７.0.0.1/r",
                "https://127.0.0.1/r https://127.0.0.1.:443/r",
                "https://[2001:db8::1]/r https://[2001:0DB8:0:0:0:0:0:1]/r",
                "https://[2001:db8::1]/r https://[2001:DB8::0001]:443/r",
                "https://[::]/r https://[0:0:0:0:0:0:0:0]/r",
                "https://[::1]/r https://[0::1]/r",
                "https://[1::]/r https://[1:0:0:0:0:0:0:0]/r",
                "https://[::ffff:102:304]/r https://[::FFFF:1.2.3.4]/r",
                "https://[2001:0:0:1::1]/r https://[2001:0:0:1:0:0:0:1]/r",
                "https://[2001::1:0:0:1:1]/r https://[2001:0:0:1:0:0:1:1]/r",
                "https://[1:2:3:4:5:6:7:0]/r https://[1:2:3:4:5:6:7::]/r",
                "daily://meet.example:80/r DAILY://meet.example:0080/r"
            })
    void twoSpellingsAreOneRoom(String key, String other) {
        assertThat(room(other).key()).isEqualTo(key);
        assertThat(room(other).url()).isEqualTo(other);
        assertThat(room(key).key()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "https://meet.example/r http://meet.example/r",
                "https://meet.example/r wss://meet.example/r",
                "https://meet.example/r https://meet.example/R",
                "https://meet.example/r https://meet.example/r/s",
                "https://meet.example/r https://meet.example//r",
                "https://meet.example/r https://meet.example:8443/r",
                "https://meet.example/r https://meet.example:80/r",
                "https://meet.example/r https://www.meet.example/r",
                "https://meet.example/r https://meet.example/r?a",
                "https://meet.example/r?a=1 https://meet.example/r?a=2",
                "https://meet.example/r?a=1&b=2 https://meet.example/r?b=2&a=1",
                "https://meet.example/r?a=1 https://meet.example/r?a=1&",
                "https://meet.example/r?a=1 https://meet.example/r?a=1/",
                "https://meet.example/r?a=+ https://meet.example/r?a=%20",
                "https://meet.example/a/b https://meet.example/a%2Fb",
                "https://meet.example/a https://meet.example/a%00",
                "https://meet.example/%25 https://meet.example/%2525",
                "https://meet.example/r https://meet.example/r%20",
                "https://meet.example/r https://meet.ex\u0430mple/r",
                "https://strasse.example/r https://xn--strae-oqa.example/r",
                "https://127.0.0.1/r https://127.0.0.2/r",
                "https://[::1]/r https://127.0.0.1/r",
                "daily://meet.example/r daily://meet.example:443/r"
            })
    void differentRoomsStayDifferent(String one, String other) {
        assertThat(room(one).key()).isNotEqualTo(room(other).key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "r",
                "meet.example/r",
                "//meet.example/r",
                "https:",
                "https:/",
                "https://",
                "https:///r",
                "https:meet.example",
                "https:/meet.example",
                "https://?a",
                "https://#a",
                "https://:443/r",
                "://meet.example",
                "ftp://meet.example/r",
                "javascript://meet.example/r",
                "data:text/plain,x",
                "file:///etc/passwd",
                "h\u0442tps://meet.example/r",
                "https://user@meet.example/r",
                "https://user:secret@meet.example/r",
                "https://@meet.example/r",
                "https://a%40meet.example/r",
                "https://meet.example:0/r",
                "https://meet.example:000/r",
                "https://meet.example:99999/r",
                "https://meet.example:65536/r",
                "https://meet.example:4294967739/r",
                "https://meet.example:-1/r",
                "https://meet.example:+443/r",
                "https://meet.example:x/r",
                "https://meet.example:443x/r",
                "https://meet.example:\u0664\u0664\u0663/r",
                "https://meet.example:443:443/r",
                "https://[fe80::1%25eth0]/r",
                "https://[fe80::1%eth0]/r",
                "https://[::1/r",
                "https://::1/r",
                "https://[]/r",
                "https://[:]/r",
                "https://[:::]/r",
                "https://[1:2:3:4:5:6:7]/r",
                "https://[1:2:3:4:5:6:7:8:9]/r",
                "https://[1::2::3]/r",
                "https://[::12345]/r",
                "https://[::g]/r",
                "https://[1:2:3:4:5:6:7:8::]/r",
                "https://[::1.2.3]/r",
                "https://[::1.2.3.256]/r",
                "https://[1.2.3.4::]/r",
                "https://[::01.2.3.4]/r",
                "https://[v1.x]/r",
                "https://[::1]x/r",
                "https://[::1]x:443/r",
                "https://x[::1]/r",
                "https://[1.2.3.4]/r",
                "https://2130706433/r",
                "https://0177.0.0.1/r",
                "https://0x7f000001/r",
                "https://0x7f.0.0.1/r",
                "https://127.1/r",
                "https://127.0.1/r",
                "https://127.0.0.0x1/r",
                "https://127.0.0.01/r",
                "https://1.2.3.4.5/r",
                "https://256.1.1.1/r",
                "https://1.2.3.999/r",
                "https://1/r",
                "https://0/r",
                "https://0x/r",
                "https://example.0x10/r",
                "https://example.1/r",
                "https://%31%32%37.1/r",
                "https://１２７.1/r",
                "https://127。1/r",
                "https://meet example/r",
                "https://meet.example/a b",
                "https://meet.example/r?a b",
                "https://meet.example/r#a b",
                " https://meet.example/r",
                "https://meet.example/r ",
                "https://meet.example\\r",
                "https://meet.example/a\\b",
                "https:\\\\meet.example/r",
                "https://meet.example/r\n",
                "https://meet.example/\u0000",
                "https://meet.example/\u007f",
                "https://meet.example/\u0085",
                "ht\ntps://meet.example/r",
                "https://meet.example/%",
                "https://meet.example/%4",
                "https://meet.example/%zz",
                "https://meet.example/%4g",
                "https://meet.example/r?%",
                "https://meet%.example/r",
                "https://meet%2/r",
                "https://meet.example/%\u0664\u0661",
                "https://m%C3et.example/r",
                "https://m%FFet.example/r",
                "https://m%2Fet.example/r",
                "https://m%00et.example/r",
                "https://m%20et.example/r",
                "https://m%3Aet.example/r",
                "https://m%25et.example/r",
                "https://meet..example/r",
                "https://.meet.example/r",
                "https://meet.example../r",
                "https://./r",
                "https://-meet.example/r",
                "https://meet-.example/r",
                "https://meet!.example/r",
                "https://me*et.example/r",
                "https://meet,example/r",
                "https://{}/r",
                "https://a\u2024b.example/r",
                "https://stra\u00dfe.example/r",
                "https://\u03c2.example/r",
                "https://a\u200db.example/r",
                "https://\u202emeet.example/r",
                "https://a\u2488com/r",
                "https://\u2100.example/r",
                "https://\ufffd.example/r",
                "https://\u00ad/r",
                "https://a.\u00ad.b/r",
                "https://meet.example/\ud800",
                "https://\udc00.example/r"
            })
    void refusesWhatIsNoRoom(String url) {
        assertThat(Room.parse(url, SCHEMES)).isInstanceOf(Room.Faulty.class);
    }

    @Test
    void refusesLabelsNamesAndUrlsThatAreTooLong() {
        String label = "a".repeat(63);
        assertThat(room("https://" + label + ".example/r")).isNotNull();
        assertThat(Room.parse("https://a" + label + ".example/r", SCHEMES)).isInstanceOf(Room.Faulty.class);
        assertThat(Room.parse("https://" + (label + ".").repeat(4) + "e/r", SCHEMES))
                .isInstanceOf(Room.Faulty.class);

        String url = "https://meet.example/";
        assertThat(room(url + "a".repeat(2048 - url.length()))).isNotNull();
        assertThat(Room.parse(url + "a".repeat(2049 - url.length()), SCHEMES)).isInstanceOf(Room.Faulty.class);
        assertThat(Room.parse(url + "é".repeat(1014), SCHEMES)).isInstanceOf(Room.Faulty.class);
    }

    @Test
    void saysWhatIsWrongWithoutRepeatingIt() {
        assertThat(Room.parse("ftp://s3cret.example/s3cret", SCHEMES))
                .isEqualTo(new Room.Faulty(
                        "its scheme is none of those that the bot accepts: daily, http, https, ws, wss"));
        assertThat(Room.parse("https://u:s3cret@meet.example", SCHEMES).toString())
                .contains("user information")
                .doesNotContain("s3cret");
    }

    @Test
    void isShownWithoutItsQuery() {
        assertThat(room("https://meet.example/r?token=s3cret")).hasToString("https://meet.example/r?…");
        assertThat(Room.ofKey("https://meet.example/r")).hasToString("https://meet.example/r");
    }
}
