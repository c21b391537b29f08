package dev.botrunner.kubernetes;

import dev.botrunner.session.Failure;
import dev.botrunner.session.SessionEnd;
import dev.botrunner.session.Sighting;
import dev.botrunner.session.TextSize;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What can still be found out about a pod that failed: conditions, what the cluster told of it, the last lines of its
 * log. What may not be asked, or is gone, is left out.
 */
final class Diagnosis {

    private static final int EVENTS = 4;
    private static final int LINES = 8;
    private static final int LOG_BYTES = 1024;

    private final Cluster cluster;

    Diagnosis(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param summary what is known already; it stands first */
    String of(Pod pod, String summary) {
        List<String> parts = new ArrayList<>();
        if (!summary.isEmpty()) {
            parts.add(summary);
        }
        unmetConditions(pod).forEach(parts::add);
        asked(() -> events(pod)).ifPresent(parts::addAll);
        asked(() -> log(pod))
                .flatMap(log -> log)
                .filter(log -> !log.isBlank())
                .ifPresent(log -> parts.add("log: " + log.strip()));
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

    private static <A> Optional<A> asked(Supplier<A> question) {
        try {
            return Optional.ofNullable(question.get());
        } catch (KubernetesClientException _) {
            return Optional.empty();
        }
    }

    /** The sighting with all that could be found out, where something went wrong. */
    Sighting explained(Pod pod, Sighting sighting) {
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
