package dev.botrunner.bot.chat.settings;

import dev.botrunner.room.Participant;
import dev.botrunner.session.Json;
import java.util.List;
import java.util.Optional;

/**
 * Who the bot is, as far as it reads its personality record; other members are for others.
 *
 * @param name shown in the room
 * @param persona what the model is told of who it is
 * @param instructions what the model is told to do
 * @param greeting what is said to those who come
 * @param language the one to answer in
 */
public record Personality(
        String name,
        Optional<String> persona,
        Optional<String> instructions,
        Optional<String> greeting,
        Optional<String> language) {

    /** @param usual the name where the record has none */
    static Personality read(Json.Obj record, String usual, List<String> faults) {
        return new Personality(
                name(line(record, "name", faults).orElse(usual), usual),
                text(record, "persona"),
                text(record, "instructions"),
                line(record, "greeting", faults),
                line(record, "language", faults));
    }

    /** Rooms show names on one line, of a bounded length. */
    private static String name(String given, String usual) {
        String shown = given.replaceAll("\\p{C}+", " ").strip();
        int length = shown.codePointCount(0, shown.length());
        if (length > Participant.MAX_NAME) {
            shown = shown.substring(0, shown.offsetByCodePoints(0, Participant.MAX_NAME))
                    .strip();
        }
        return shown.isEmpty() ? usual : shown;
    }

    private static Optional<String> line(Json.Obj record, String member, List<String> faults) {
        Optional<Json> value = record.member(member).filter(it -> !it.isNull());
        if (value.isPresent() && value.get().asText().isEmpty()) {
            faults.add("personality." + member + ": expected a string");
        }
        return value.flatMap(Json::asText).filter(text -> !text.isBlank());
    }

    /** What is more than a string is told to the model as it stands. */
    private static Optional<String> text(Json.Obj record, String member) {
        return record.member(member)
                .filter(it -> !it.isNull())
                .map(it -> it.asText().orElseGet(it::text))
                .filter(text -> !text.isBlank());
    }

    @Override
    public String toString() {
        return "Personality[•••]";
    }
}
