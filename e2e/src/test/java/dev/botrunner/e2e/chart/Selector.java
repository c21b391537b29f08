package dev.botrunner.e2e.chart;

import dev.botrunner.session.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A label selector of Kubernetes: {@code matchLabels} and {@code matchExpressions}, all of which have to hold. */
record Selector(Json.Obj spec) {

    boolean selects(Map<String, String> labels) {
        return Render.at(spec, "matchLabels").members().entrySet().stream()
                        .allMatch(
                                entry -> text(entry.getValue()).equals(Optional.ofNullable(labels.get(entry.getKey()))))
                && Render.objects(spec, "matchExpressions").stream().allMatch(rule -> holds(rule, labels));
    }

    private static boolean holds(Json.Obj rule, Map<String, String> labels) {
        Optional<String> label =
                Optional.ofNullable(labels.get(rule.textAt("key").orElseThrow()));
        Set<String> values = rule.itemsAt("values").orElse(List.of()).stream()
                .flatMap(value -> text(value).stream())
                .collect(Collectors.toSet());
        String operator = rule.textAt("operator").orElseThrow();
        return switch (operator) {
            case "In" -> label.filter(values::contains).isPresent();
            case "NotIn" -> label.filter(values::contains).isEmpty();
            case "Exists" -> label.isPresent();
            case "DoesNotExist" -> label.isEmpty();
            default -> throw new IllegalArgumentException("No operator of selectors: " + operator);
        };
    }

    private static Optional<String> text(Json value) {
        return value instanceof Json.Str(String text) ? Optional.of(text) : Optional.empty();
    }
}
