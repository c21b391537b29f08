package dev.botrunner.cli.lint;

import dev.botrunner.files.DurationText;
import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A pod that some manifest makes, and what our program does in it.
 *
 * @param template a pod template, or a bare Pod
 */
record PodPlan(Manifest from, Json.Obj template) {

    /** What the program of a pod is. */
    enum Role {
        /** A control server. */
        CONTROL,
        /** {@code runner work --once}: one session, then it is gone. */
        ONCE,
        /** {@code runner work}: any number of sessions. */
        WORKER,
        /** Nothing of ours that has clocks. */
        OTHER
    }

    private static final String FOREVER = "forever";

    static Optional<PodPlan> of(Manifest manifest) {
        return manifest.podTemplate().map(template -> new PodPlan(manifest, template));
    }

    Role role() {
        List<String> words = words();
        if (words.contains("runner") && words.contains("work")) {
            return words.contains("--once") ? Role.ONCE : Role.WORKER;
        }
        return words.contains("control") ? Role.CONTROL : Role.OTHER;
    }

    Json.Obj spec() {
        return Manifest.at(template, "spec");
    }

    List<Json.Obj> containers() {
        List<Json.Obj> all = new ArrayList<>(Manifest.objects(spec(), "containers"));
        all.addAll(Manifest.objects(spec(), "initContainers"));
        return all;
    }

    /** Whose sessions it takes, by its label and else by its flag. */
    Optional<String> bot() {
        return Manifest.at(template, "metadata", "labels")
                .textAt("botrunner.dev/bot")
                .or(() -> flag("bot"));
    }

    Optional<String> annotation(String name) {
        return Manifest.at(template, "metadata", "annotations").textAt(name);
    }

    /** From SIGTERM to SIGKILL; the cluster's own number where nothing is said. */
    Duration grace() {
        return Duration.ofSeconds(
                spec().integerAt("terminationGracePeriodSeconds").orElse(30));
    }

    /** What the longest sleep before SIGTERM takes of the grace. */
    Duration preStop() {
        return Duration.ofSeconds(containers().stream()
                .map(container -> Manifest.at(container, "lifecycle", "preStop", "sleep"))
                .mapToLong(sleep -> sleep.integerAt("seconds").orElse(0))
                .max()
                .orElse(0));
    }

    /** When the cluster ends it: of the Job, or of the pod, whichever is first. */
    Optional<Duration> deadline() {
        OptionalLong ofPod = spec().integerAt("activeDeadlineSeconds");
        OptionalLong ofJob =
                from.job().map(job -> job.integerAt("activeDeadlineSeconds")).orElse(OptionalLong.empty());
        if (ofPod.isEmpty() && ofJob.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(Math.min(ofPod.orElse(Long.MAX_VALUE), ofJob.orElse(Long.MAX_VALUE))));
    }

    /** How long it waits for a session; absent: for ever. */
    Optional<Duration> patience() {
        return duration("wait", "20s");
    }

    /** How long a worker waits for its sessions when it is told to stop; absent: as long as they last. */
    Optional<Duration> drain() {
        return duration("drain", FOREVER);
    }

    /** The value of a flag, written {@code --name=value} or {@code --name value}. */
    Optional<String> flag(String name) {
        List<String> words = words();
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (word.startsWith("--" + name + "=")) {
                return Optional.of(word.substring(name.length() + 3));
            }
            if (word.equals("--" + name) && at + 1 < words.size()) {
                return Optional.of(words.get(at + 1));
            }
        }
        return Optional.empty();
    }

    private Optional<Duration> duration(String flag, String usual) {
        String text = flag(flag).orElse(usual);
        return text.equals(FOREVER) ? Optional.empty() : DurationText.parse(text);
    }

    private List<String> words() {
        return containers().stream()
                .flatMap(container -> {
                    List<String> words = new ArrayList<>(Manifest.texts(container, "command"));
                    words.addAll(Manifest.texts(container, "args"));
                    return words.stream();
                })
                .toList();
    }
}
