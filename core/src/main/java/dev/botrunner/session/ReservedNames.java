package dev.botrunner.session;

import java.util.Set;

/** Names of environment variables that neither {@code secrets} nor a profile's {@code env} may set. */
public final class ReservedNames {
    private static final Set<String> NAMES = Set.of(
            "SESSION_ID",
            "SESSION_ATTEMPT",
            "BOT_NAME",
            "TENANT_ID",
            "ROOM_URL",
            "ROOM_TOKEN",
            "BOT_PERSONALITY_RECORD",
            "BOT_FUNCTIONAL_PROMPTS",
            "BOT_SUPPORTED_FEATURES",
            "BOT_VOICE",
            "BOT_CONFIG",
            "BOT_USER",
            "BOT_LABELS",
            "BOT_TOOLS",
            "MAX_DURATION_SECONDS",
            "TRACEPARENT",
            "PATH",
            "HOME",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "PYTHONPATH",
            "NODE_OPTIONS");

    private ReservedNames() {}

    /** Whether this name is one that the contract (section 5) keeps for itself, in exactly this spelling. */
    public static boolean isReserved(String name) {
        return NAMES.contains(name)
                || name.startsWith("BOTRUNNER_")
                || name.startsWith("KUBERNETES_")
                || name.startsWith("LD_")
                || name.startsWith("DYLD_")
                || name.endsWith("_FILE");
    }
}
