package dev.botrunner.kubernetes;

import dev.botrunner.session.Failure;
import dev.botrunner.session.SessionEnd;
import dev.botrunner.session.Sighting;
import dev.botrunner.session.TextSize;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What can still be found out about a pod that failed: conditions, what the cluster told of it, the last lines of its
 * log. What may not be asked, or is gone, is left out.
 */
final class Diagnosis {

    private static final int EVENTS = 4;
    private static final int LINES = 8;
    private static final int LOG_BYTES = 1024;

    /** For each of two answers that are waited for; they are asked for at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Cluster cluster;

    Diagnosis(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param summary what is known already; it stands first */
    private String of(Pod pod, String summary) throws InterruptedException {
        Future<List<String>> events = cluster.tasks().submit(() -> events(pod));
        Future<Optional<String>> log = cluster.tasks().submit(() -> log(pod));
        List<String> parts = new ArrayList<>();
        if (!summary.isEmpty()) {
            parts.add(summary);
        }
        unmetConditions(pod).forEach(parts::add);
        answer(events).ifPresent(parts::addAll);
        answer(log)
                .flatMap(lines -> lines)
                .filter(lines -> !lines.isBlank())
                .ifPresent(lines -> parts.add("log: " + lines.strip()));
        return TextSize.cut(String.join("\n", parts), SessionEnd.MAX_DETAIL_BYTES);
    }

    private static List<String> unmetConditions(Pod pod) {
        if (pod.getStatus() == null || pod.getStatus().getConditions() == null) {
            return List.of();
        }
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getMessage() != null
                        && !condition.getMessage().isEmpty())
                .map(condition -> condition.getType() + "=" + condition.getStatus() + " "
                        + PodSight.words(condition.getReason(), condition.getMessage()))
                .toList();
    }

    private List<String> events(Pod pod) {
        List<Event> all = cluster.client()
                .v1()
                .events()
                .inNamespace(cluster.namespace())
                .withField("involvedObject.uid", pod.getMetadata().getUid())
                .list()
                .getItems();
        return all.stream()
                .filter(event -> "Warning".equals(event.getType()))
                .skip(Math.max(
                        0,
                        all.stream()
                                        .filter(event -> "Warning".equals(event.getType()))
                                        .count()
                                - EVENTS))
                .map(event -> "event: " + PodSight.words(event.getReason(), event.getMessage()))
                .toList();
    }

    private Optional<String> log(Pod pod) {
        String path = "/api/v1/namespaces/%s/pods/%s/log?container=%s&tailLines=%d&limitBytes=%d"
                .formatted(cluster.namespace(), pod.getMetadata().getName(), Marks.CONTAINER, LINES, LOG_BYTES);
        return Optional.ofNullable(cluster.client().raw(path));
    }

    /** A node that is gone does not say that it has no log: it says nothing. */
    private static <A> Optional<A> answer(Future<A> question) throws InterruptedException {
        try {
            return Optional.of(question.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException | TimeoutException _) {
            return Optional.empty();
        } finally {
            question.cancel(true);
        }
    }

    /** Whether something went wrong that may be explained. */
    static boolean isCalledFor(Sighting sighting) {
        return switch (sighting) {
            case Sighting.Exited(var status, var _) -> status.code() != 0;
            case Sighting.Failed _ -> true;
            case Sighting.Waiting _, Sighting.Started _, Sighting.Leaving _, Sighting.Gone _ -> false;
        };
    }

    /** The sighting with all that could be found out, where something went wrong. Takes seconds at most. */
    Sighting explained(Pod pod, Sighting sighting) throws InterruptedException {
        return switch (sighting) {
            case Sighting.Exited(var status, var why)
            when status.code() != 0 -> new Sighting.Exited(status, Optional.of(of(pod, why.orElse(""))));
            case Sighting.Failed(Failure failure) ->
                new Sighting.Failed(new Failure(failure.code(), of(pod, failure.detail())));
            case Sighting.Exited _, Sighting.Waiting _, Sighting.Started _, Sighting.Leaving _, Sighting.Gone _ ->
                sighting;
        };
    }
}
