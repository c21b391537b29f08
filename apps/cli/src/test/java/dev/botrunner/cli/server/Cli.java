package dev.botrunner.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.cli.Program;
import dev.botrunner.cli.Surroundings;
import dev.botrunner.cli.show.Ink;
import dev.botrunner.cli.show.Screen;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Types commands as a user would, with everything around them known. */
public final class Cli {

    public static final Instant NOW = Instant.parse("2026-11-23T21:00:10Z");

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String in = "";

    /** What came of it. */
    public record Result(int code, String out, String err) {}

    public static Cli at(ScriptedServer server) {
        return new Cli().set("BOTRUNNER_URL", server.url());
    }

    public static Cli at(String url) {
        return new Cli().set("BOTRUNNER_URL", url);
    }

    public Cli set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Cli in(String text) {
        in = text;
        return this;
    }

    public Result type(String... words) {
        int code = new Program(surroundings()).run(words);
        return new Result(code, out.toString(), err.toString());
    }

    public Surroundings surroundings() {
        var screen =
                new Screen(new PrintWriter(out, true), new PrintWriter(err, true), Ink.PLAIN, InstantSource.fixed(NOW));
        return new Surroundings(screen, environment, new ByteArrayInputStream(in.getBytes(UTF_8)));
    }
}
