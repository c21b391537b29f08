package dev.botrunner.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** This process's variables, as UTF-8 whatever the locale says: the JDK reads them by the locale, and a bare one loses text. */
final class Environment {

    private static final Path RAW = Path.of("/proc/self/environ");

    private Environment() {}

    static Map<String, String> read() {
        if ("UTF-8".equals(System.getProperty("sun.jnu.encoding")) || !Files.isReadable(RAW)) {
            return System.getenv();
        }
        try {
            return parse(Files.readAllBytes(RAW));
        } catch (IOException e) {
            return System.getenv();
        }
    }

    static Map<String, String> parse(byte[] raw) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String entry : new String(raw, UTF_8).split("\0", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                variables.putIfAbsent(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return variables;
    }
}
