package dev.botrunner.e2e.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.botrunner.e2e.stand.Api;
import dev.botrunner.e2e.stand.Botrunner;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** One control server of several, in a folder that they share: bots and seal key are the same. */
final class Replica implements AutoCloseable {

    private static final Pattern API = Pattern.compile("^ *API +(http://\\S+)");
    private static final Pattern LINK = Pattern.compile("^ *Link +(http://\\S+)");
    private static final Pattern MANAGEMENT = Pattern.compile("^ *Management +(http://\\S+)");
    private static final String SEAL_KEY = "seal.key";

    private final Program program;
    private final Api api;
    private final Api management;

    private Replica(Program program) {
        this.program = program;
        this.api = new Api(program.awaitOutput(API).group(1));
        this.management = new Api(program.awaitOutput(MANAGEMENT).group(1));
    }

    /** Answers when it serves. */
    static Replica start(Path folder, String... more) {
        Path key = folder.resolve(SEAL_KEY);
        try {
            if (!Files.exists(key)) {
                Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]), US_ASCII);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No seal key can be written", e);
        }
        var words = new ArrayList<>(List.of("control", "--auth", "none", "--bots", TestBots.CONTROL_FILE));
        for (String door : List.of("--http", "--manage", "--link")) {
            words.addAll(List.of(door, "127.0.0.1:0"));
        }
        words.addAll(List.of("--seal-key", SEAL_KEY));
        words.addAll(List.of(more));
        Program program = Botrunner.start(folder, words);
        try {
            return new Replica(program);
        } catch (AssertionError | RuntimeException failed) {
            program.close();
            throw failed;
        }
    }

    Api api() {
        return api;
    }

    Api management() {
        return management;
    }

    String linkUrl() {
        return program.awaitOutput(LINK).group(1);
    }

    /** It is gone at once. */
    void kill() {
        program.send(Signal.KILL);
        program.awaitExit();
    }

    @Override
    public void close() {
        api.close();
        management.close();
        program.close();
    }
}
