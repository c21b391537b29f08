package dev.botrunner.join;

import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import java.util.List;
import java.util.Optional;

/** Bodies of joins, and the profiles that they are read against. */
final class Bodies {

    static final String ROOM = "https://rooms.example/standup";

    static final Profiles PROFILES = Profiles.of(
            Optional.of(new BotName("echo")),
            List.of(Profile.named(new BotName("echo")), Profile.named(new BotName("support"))));

    private Bodies() {}

    static Json.Obj body(String json) {
        return Json.parse(json).asObj().orElseThrow();
    }

    /** A sound body with one more member. */
    static Json.Obj with(String name, String value) {
        return body("{\"room_url\":\"" + ROOM + "\",\"" + name + "\":" + value + "}");
    }

    static JoinRequest sound(Json.Obj body) {
        return switch (JoinRequest.read(body, PROFILES)) {
            case JoinRequest.Reading.Sound(JoinRequest request) -> request;
            case JoinRequest.Reading.Faulty(List<Fault> faults) -> throw new AssertionError("Refused for " + faults);
        };
    }

    static List<Fault> faults(Json.Obj body) {
        return switch (JoinRequest.read(body, PROFILES)) {
            case JoinRequest.Reading.Sound _ -> List.of();
            case JoinRequest.Reading.Faulty(List<Fault> faults) -> faults;
        };
    }

    /** The pointers and codes of the faults, as {@code pointer code}. */
    static List<String> codes(Json.Obj body) {
        return faults(body).stream()
                .map(f -> f.pointer() + " " + f.code().word())
                .toList();
    }

    static String quoted(int length) {
        return "\"" + "x".repeat(length) + "\"";
    }
}
