package dev.botrunner.loop;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Named checks of what this process depends on, asked when somebody wants to know. From any thread. */
public final class Health {

    /** How one thing is, right now. Must answer soon; one that throws counts as down. */
    @FunctionalInterface
    public interface Check {
        Status now();
    }

    public sealed interface Status {

        record Up() implements Status {}

        /** @param detail what is wrong, for an operator; holds no secret */
        record Down(String detail) implements Status {}
    }

    public static final Status UP = new Status.Up();

    private final Map<String, Check> checks = new ConcurrentHashMap<>();

    /** Adds a check until the subscription is closed. Two checks of one name are a mistake. */
    public Subscription add(String name, Check check) {
        if (checks.putIfAbsent(name, check) != null) {
            throw new IllegalStateException("There is a health check named " + name + " already");
        }
        return () -> checks.remove(name, check);
    }

    /** All of them by name. */
    public Map<String, Status> now() {
        var all = new TreeMap<String, Status>();
        checks.forEach((name, check) -> all.put(name, ask(check)));
        return all;
    }

    /** One of them; down where there is none of this name. */
    public Status now(String name) {
        Check check = checks.get(name);
        return check == null ? new Status.Down("Nobody looks after " + name) : ask(check);
    }

    public boolean isUp() {
        return now().values().stream().allMatch(Status.Up.class::isInstance);
    }

    private static Status ask(Check check) {
        try {
            return check.now();
        } catch (RuntimeException e) {
            return new Status.Down(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
