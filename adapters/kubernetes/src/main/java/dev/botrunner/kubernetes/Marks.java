package dev.botrunner.kubernetes;

import dev.botrunner.session.BotName;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The labels and annotations by which objects are found and told apart, and the names that go with them. */
final class Marks {

    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String BOTRUNNER = "botrunner";
    static final String LAUNCHER = "botrunner.dev/launcher";
    static final String SESSION = "botrunner.dev/session";
    static final String ATTEMPT = "botrunner.dev/attempt";
    static final String BOT = "botrunner.dev/bot";
    static final String TENANT = "botrunner.dev/tenant";

    /** Says, on pods that wait, what they were made of. */
    static final String TEMPLATE = "botrunner.dev/template";

    /** The launcher of pods that wait. */
    static final String POOL = "pool";

    /** The container that the runner is in. */
    static final String CONTAINER = "bot";

    /** The audience of the tokens that are tickets. */
    static final String AUDIENCE = "botrunner";

    private static final String ACCOUNT = "bot-";
    private static final String WORKER_ACCOUNT = "worker-";

    private Marks() {}

    /** Of the objects that one kind of launcher makes. */
    static Map<String, String> selector(ObjectKind kind) {
        return Map.of(MANAGED_BY, BOTRUNNER, LAUNCHER, kind.word());
    }

    static Map<String, String> labels(ObjectKind kind, ObjectName name, BotName bot, Tenant tenant) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(MANAGED_BY, BOTRUNNER);
        labels.put("app.kubernetes.io/name", "bot");
        labels.put("app.kubernetes.io/component", "runner");
        labels.put(LAUNCHER, kind.word());
        labels.put(SESSION, name.session().value());
        labels.put(ATTEMPT, Integer.toString(name.attempt()));
        labels.put(BOT, bot.name());
        labels.put(TENANT, hash(tenant));
        return labels;
    }

    static Map<String, String> waitingSelector() {
        return Map.of(MANAGED_BY, BOTRUNNER, LAUNCHER, POOL);
    }

    static Map<String, String> waitingSelector(BotName bot) {
        return Map.of(MANAGED_BY, BOTRUNNER, LAUNCHER, POOL, BOT, bot.name());
    }

    /** Of pods that wait for sessions of a bot. */
    static Map<String, String> waiting(BotName bot) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(MANAGED_BY, BOTRUNNER);
        labels.put("app.kubernetes.io/name", "bot");
        labels.put("app.kubernetes.io/component", "runner");
        labels.put(LAUNCHER, POOL);
        labels.put(BOT, bot.name());
        return labels;
    }

    /** Whether these are the labels of that session's attempt. */
    static boolean areOf(Map<String, String> labels, ObjectName name) {
        return BOTRUNNER.equals(labels.get(MANAGED_BY))
                && nameOf(labels).filter(name::equals).isPresent();
    }

    /** Which session and attempt labelled objects are of. */
    static Optional<ObjectName> nameOf(Map<String, String> labels) {
        String session = labels.get(SESSION);
        String attempt = labels.get(ATTEMPT);
        if (session == null || attempt == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ObjectName(new SessionId(session), Integer.parseInt(attempt)));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** The service account of a bot's pods: it has no rights, and says which bot a pod may be. */
    static String serviceAccount(BotName bot) {
        return ACCOUNT + bot.name();
    }

    static Optional<BotName> botOf(String serviceAccount) {
        return botOf(ACCOUNT, serviceAccount);
    }

    /** The bot whose sessions the workers of a Deployment take. */
    static Optional<BotName> workedBotOf(String serviceAccount) {
        return botOf(WORKER_ACCOUNT, serviceAccount);
    }

    private static Optional<BotName> botOf(String prefix, String serviceAccount) {
        return serviceAccount.startsWith(prefix)
                ? botNamed(serviceAccount.substring(prefix.length()))
                : Optional.empty();
    }

    /** Anybody may write labels: nothing where no bot can be called so. */
    static Optional<BotName> botNamed(String label) {
        try {
            return Optional.of(new BotName(label));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** Tenants are told apart in a cluster without being named there. */
    private static String hash(Tenant tenant) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(tenant.name().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
