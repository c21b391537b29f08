package dev.botrunner.e2e.stand;

import dev.botrunner.session.Json;
import java.util.List;
import java.util.OptionalLong;

/** An envelope, as a client reads it. */
public record Told(Json.Obj envelope) {

    public static final String QUEUED = "bot.session.queued";
    public static final String STARTING = "bot.session.starting";
    public static final String RUNNING = "bot.session.running";
    public static final String JOINED = "bot.session.joined";
    public static final String ENDING = "bot.session.ending";
    public static final String END = "bot.session.end";
    public static final String PROGRESS = "bot.session.progress";

    private static final List<String> TEXTS = List.of(
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "datacontenttype",
            "tenantid",
            "bot",
            "epoch",
            "sequence",
            "partitionkey");

    /** Refuses what is no envelope by the contract. */
    public Told {
        for (String name : TEXTS) {
            if (envelope.textAt(name).isEmpty()) {
                throw new AssertionError("An envelope without " + name + ": " + envelope.text());
            }
        }
        if (envelope.objAt("data").isEmpty()) {
            throw new AssertionError("An envelope without data: " + envelope.text());
        }
    }

    public String text(String name) {
        return envelope.textAt(name).orElseThrow();
    }

    public String type() {
        return text("type");
    }

    public boolean is(String type) {
        return type().equals(type);
    }

    public String session() {
        return text("subject");
    }

    public String source() {
        return text("source");
    }

    public long sequence() {
        return Long.parseLong(text("sequence"));
    }

    /** Absent before the first attempt. */
    public OptionalLong attempt() {
        return envelope.integerAt("attempt");
    }

    public Json.Obj data() {
        return envelope.objAt("data").orElseThrow();
    }

    /** How it ended; of the end event only. */
    public End end() {
        return End.of(data().objAt("end").orElseThrow());
    }

    @Override
    public String toString() {
        return type() + " " + source() + "#" + sequence() + " " + data().text();
    }
}
