package dev.botrunner.e2e.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What can be reached from some types, each with the way there, going on only from types of ours. */
final class Reach {

    private final Map<JavaClass, Optional<JavaClass>> reachedFrom = new LinkedHashMap<>();

    private Reach() {}

    static Reach of(List<JavaClass> starts, Function<JavaClass, Stream<JavaClass>> next) {
        var reach = new Reach();
        var open = new ArrayDeque<JavaClass>(starts);
        starts.forEach(start -> reach.reachedFrom.put(start, Optional.empty()));
        while (!open.isEmpty()) {
            JavaClass type = open.remove();
            if (Product.isOurs(type)) {
                next.apply(type)
                        .filter(other -> reach.reachedFrom.putIfAbsent(other, Optional.of(type)) == null)
                        .forEach(open::add);
            }
        }
        return reach;
    }

    /** The ways to types that should not be reached. */
    List<String> ways(Predicate<JavaClass> forbidden) {
        return reachedFrom.keySet().stream()
                .filter(forbidden)
                .map(this::way)
                .sorted()
                .toList();
    }

    int size() {
        return reachedFrom.size();
    }

    private String way(JavaClass end) {
        var way = new StringBuilder(end.getName());
        Optional<JavaClass> from = reachedFrom.getOrDefault(end, Optional.empty());
        while (from.isPresent()) {
            way.insert(0, from.get().getName() + " -> ");
            from = reachedFrom.getOrDefault(from.get(), Optional.empty());
        }
        return way.toString();
    }
}
