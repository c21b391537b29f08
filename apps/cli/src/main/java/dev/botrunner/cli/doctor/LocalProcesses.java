package dev.botrunner.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.duty.audit.RunningProcess;
import dev.botrunner.session.SessionId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Processes of this machine that were started for a session, as far as we may look (Linux). */
final class LocalProcesses {

    private static final Path PROC = Path.of("/proc");

    private LocalProcesses() {}

    static List<RunningProcess> look() {
        var found = new ArrayList<RunningProcess>();
        if (!Files.isDirectory(PROC)) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                process(entry).ifPresent(found::add);
            }
        } catch (IOException notHere) {
            return found;
        }
        return found;
    }

    private static Optional<RunningProcess> process(Path entry) {
        Map<String, String> variables = variables(entry);
        String session = variables.getOrDefault("SESSION_ID", "");
        String attempt = variables.getOrDefault("SESSION_ATTEMPT", "");
        if (!variables.containsKey("BOT_NAME") || attempt.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RunningProcess(
                    new SessionId(session),
                    Integer.parseInt(attempt),
                    Long.parseLong(entry.getFileName().toString())));
        } catch (IllegalArgumentException somethingElse) {
            return Optional.empty();
        }
    }

    /** Empty for a process of somebody else, and for one that has just left. */
    private static Map<String, String> variables(Path entry) {
        var variables = new HashMap<String, String>();
        try {
            String text = new String(Files.readAllBytes(entry.resolve("environ")), UTF_8);
            for (String variable : text.split("\0", -1)) {
                int equals = variable.indexOf('=');
                if (equals > 0) {
                    variables.put(variable.substring(0, equals), variable.substring(equals + 1));
                }
            }
        } catch (IOException notOurs) {
            variables.clear();
        }
        return variables;
    }
}
