package dev.botrunner.redis.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The scripts. Each is one atomic step of the store, may be run again with the same arguments, and reads before it writes. */
enum Script {
    ENQUEUE(true, "base", "lines"),
    NEXT(true, "base", "lines", "marks"),
    WRITE(true, "base", "lines", "marks"),
    FIND(false, "base"),
    CLAIMED(false, "base"),
    RETIRED(false, "base"),
    DUE(false, "base"),
    HIDE(true, "base", "lines", "marks"),
    RETIRE(true, "base", "lines", "marks"),
    PLACE(false, "base"),
    DEPTH(false, "base", "lines"),
    DEMAND(true, "base", "lines"),
    PAGE(false, "base"),
    LEASE(true, "base"),
    TOUCH(true, "base"),
    STANDINGS(false, "base"),
    STRAYS(false, "base");

    /** So many records of ended sessions stand, whatever their time. */
    static final int MOST_ENDED = 1_000_000;

    private final boolean writes;
    private final String text;
    private final String sha;

    Script(boolean writes, String... parts) {
        this.writes = writes;
        var all = new StringBuilder();
        all.append("local MOST_ENDED = ").append(MOST_ENDED).append('\n');
        for (String part : parts) {
            all.append(resource(part));
        }
        String body = all.append(resource(name().toLowerCase(Locale.ROOT))).toString();
        this.text = RedisKeys.prelude(body) + body;
        this.sha = sha(text);
    }

    /** Where in its answer the store's time stands; its epoch is next to it. */
    int timeAt() {
        return this == WRITE ? 1 : 0;
    }

    /** Whether what it does matters to whoever does not learn its answer. */
    boolean writes() {
        return writes;
    }

    String text() {
        return text;
    }

    String sha() {
        return sha;
    }

    private static String resource(String name) {
        try (InputStream lua = Script.class.getResourceAsStream(name + ".lua")) {
            if (lua == null) {
                throw new IllegalStateException("The script " + name + ".lua is missing in the jar");
            }
            return new String(lua.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The script " + name + ".lua cannot be read", e);
        }
    }

    private static String sha(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }
}
