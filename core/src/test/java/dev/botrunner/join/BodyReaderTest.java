package dev.botrunner.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/type required, /data required",
                "{\"type\":\"a b\",\"data\":{}}|/type invalid_value",
                "{\"type\":\"Note\",\"data\":{}}|/type invalid_value",
                "{\"type\":\"note\",\"data\":[]}|/data invalid_value",
                "{\"type\":\"note\",\"data\":null}|/data invalid_value",
                "{\"type\":\"note\",\"data\":{},\"id\":1}|/id unknown_member"
            })
    void aMessageHasATypeAndData(String body, String expected) {
        assertThat(codes(BodyReader.message(Bodies.body(body), "m"))).isEqualTo(expected);
    }

    @Test
    void aMessageHasAtMostSixteenKibibytes() {
        String frame = "{\"type\":\"note\",\"data\":{\"x\":\"\"}}";
        int room = 16 * 1024 - frame.length();

        assertThat(codes(BodyReader.message(message(room), "m"))).isEmpty();
        assertThat(codes(BodyReader.message(message(room + 1), "m"))).isEqualTo("/data too_large");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/room_url required",
                "{\"room_url\":\"here\",\"bot\":\"A\"}|/bot invalid_value, /room_url invalid_value",
                "{\"room_url\":5}|/room_url invalid_value",
                "{\"room_url\":\"wss://r\",\"all\":true}|/all unknown_member",
                "{\"room_url\":\"wss://r\",\"bot\":\"echo\"}|''"
            })
    void leavingNamesARoom(String body, String expected) {
        assertThat(codes(BodyReader.leave(Bodies.body(body)))).isEqualTo(expected);
    }

    private static dev.botrunner.session.Json.Obj message(int length) {
        return Bodies.body("{\"type\":\"note\",\"data\":{\"x\":" + Bodies.quoted(length) + "}}");
    }

    private static String codes(BodyReader.Reading<?> reading) {
        List<Fault> faults = reading instanceof BodyReader.Reading.Faulty<?>(List<Fault> all) ? all : List.of();
        return String.join(
                ", ",
                faults.stream().map(f -> f.pointer() + " " + f.code().word()).toList());
    }
}
