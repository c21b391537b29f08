package dev.botrunner.cli.lint;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All processes of a worker live within the memory limit of its container: one that is only good for fewer than it may
 * start is killed again and again. What is expected is the least that was ever measured, with a bot that does nothing.
 */
final class MemoryRules {

    private static final long MEBIBYTE = 1L << 20;

    /** Of a worker without sessions. */
    private static final long WORKER = 120;

    /** Of a process that runs, or waits for, a session of the bot echo. */
    private static final long PROCESS = 40;

    private static final long USUAL_SLOTS = 4;
    private static final long USUAL_WARM = 2;
    private static final Pattern QUANTITY = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(|k|M|G|T|Ki|Mi|Gi|Ti)");
    private static final Map<String, Long> UNITS = Map.of(
            "", 1L,
            "k", 1_000L,
            "M", 1_000_000L,
            "G", 1_000_000_000L,
            "T", 1_000_000_000_000L,
            "Ki", 1L << 10,
            "Mi", MEBIBYTE,
            "Gi", 1L << 30,
            "Ti", 1L << 40);

    private final Faults faults;

    MemoryRules(Faults faults) {
        this.faults = faults;
    }

    void look(PodPlan plan) {
        if (plan.role() != PodPlan.Role.WORKER) {
            return;
        }
        OptionalLong slots = number(plan, "slots", USUAL_SLOTS);
        OptionalLong warm = number(plan, "warm", USUAL_WARM);
        OptionalLong limit = limit(plan);
        if (slots.isEmpty() || warm.isEmpty() || limit.isEmpty()) {
            return;
        }
        long needed = WORKER + PROCESS * (slots.getAsLong() + warm.getAsLong());
        if (limit.getAsLong() < needed * MEBIBYTE) {
            faults.add(
                    plan.from(),
                    "its memory limit is " + limit.getAsLong() / MEBIBYTE + "Mi, for a worker and " + slots.getAsLong()
                            + " slots and " + warm.getAsLong() + " warm processes: expected at least " + needed
                            + "Mi, and what your bot takes beyond " + PROCESS + "Mi a session");
        }
    }

    /** Of the container that is the worker; absent where it has none, or it cannot be read. */
    private static OptionalLong limit(PodPlan plan) {
        return Manifest.objects(plan.spec(), "containers").stream()
                .filter(container -> Manifest.texts(container, "args").containsAll(List.of("runner", "work")))
                .flatMap(container ->
                        bytes(Manifest.at(container, "resources", "limits").textAt("memory")).stream())
                .mapToLong(Long::longValue)
                .findFirst();
    }

    private static Optional<Long> bytes(Optional<String> quantity) {
        return quantity.map(QUANTITY::matcher)
                .filter(Matcher::matches)
                .map(found -> new BigDecimal(found.group(1))
                        .multiply(BigDecimal.valueOf(UNITS.getOrDefault(found.group(2), 1L)))
                        .longValue());
    }

    private static OptionalLong number(PodPlan plan, String flag, long usual) {
        Optional<String> said = plan.flag(flag);
        if (said.isEmpty()) {
            return OptionalLong.of(usual);
        }
        return said.get().matches("[0-9]{1,6}") ? OptionalLong.of(Long.parseLong(said.get())) : OptionalLong.empty();
    }
}
