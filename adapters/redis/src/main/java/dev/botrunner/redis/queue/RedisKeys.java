package dev.botrunner.redis.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The names of all keys of the queue, for Java and for the scripts. All share one hash tag: in a cluster they are on one
 * node, since each script touches several. What comes from outside stands in a name only in a form that cannot be taken
 * for another one: names of bots and tenants, ids, hashes.
 */
final class RedisKeys {

    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final int HASH_BYTES = 16;

    /** Record (hash) and spec (string) by session; requests by their id. */
    private static final String[][] NAMES = {
        {"EPOCH", "epoch"},
        {"HEAD", "head:"},
        {"SPEC", "spec:"},
        {"LINE", "line:"},
        {"OPEN", "open:"},
        {"BOTS", "bots"},
        {"TURNS", "turns"},
        {"RING", "ring:"},
        {"LANES", "lanes:"},
        {"WEIGHTS", "weights:"},
        {"HELD", "held"},
        {"TOOK", "took:"},
        {"INSTANCE", "instance:"},
        {"ACTIVE", "active:"},
        {"QUEUED", "queued"},
        {"BACKOFF", "backoff:"},
        {"CAPS", "caps"},
        {"DEMAND", "demand:"},
        {"WANTS", "wants:"},
        {"DATES", "dates"},
        {"SILENCE", "silence"},
        {"ENDED", "ended"},
        {"ROOM", "room:"},
        {"IDEM", "idem:"},
        {"RATE", "rate:"},
        {"RELEASED", "released:"},
        {"RELEASERS", "releasers"},
        {"ROWS", "rows"},
        {"LIST", "list:"},
        {"TENANTS", "tenants"},
        {"OUTBOX", "outbox"},
        {"LEASE", "lease:"},
        {"POKE", "poke"},
        {"TOUCHED", "touched"},
        {"NONE", "none"},
    };

    private final String prefix;

    /** @param prefix of all keys; also the tag's, so that two installations in one cluster may lie apart */
    RedisKeys(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("a prefix of keys is [a-z][a-z0-9-]{0,62}");
        }
        this.prefix = prefix;
    }

    /** What decides where in a cluster the keys are. */
    String tag() {
        return "{" + prefix + ":q}";
    }

    /** The one key that scripts are called with. */
    String root() {
        return tag() + ":";
    }

    String spec(String id) {
        return root() + "spec:" + id;
    }

    String outbox() {
        return root() + "outbox";
    }

    /** The channel that tells of changes. */
    String poke() {
        return root() + "poke";
    }

    /** What a script starts with: the names that it uses, for its own language. */
    static String prelude(String script) {
        var lua = new StringBuilder("local P = KEYS[1]\n");
        for (String[] name : NAMES) {
            if (Pattern.compile("\\bK_" + name[0] + "\\b").matcher(script).find()) {
                lua.append("local K_")
                        .append(name[0])
                        .append(" = P .. '")
                        .append(name[1])
                        .append("'\n");
            }
        }
        return lua.toString();
    }

    /** Stands for a text of any length and any characters. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
