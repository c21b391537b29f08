package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.duty.audit.AuditReport;
import dev.botrunner.duty.audit.Auditor;
import dev.botrunner.duty.audit.Invariant;
import dev.botrunner.duty.audit.PresentObjects;
import dev.botrunner.duty.audit.RunningProcess;
import dev.botrunner.duty.audit.Secrets;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.TransportProvider;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.StoreProvider;
import dev.botrunner.session.Json;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;

/**
 * What {@code doctor --audit} looks at, over the real cluster: running pods are the processes that act for sessions, and Jobs
 * and pods of sessions are their objects.
 */
final class ClusterAudit {

    private static final int QUEUE_LIMIT = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofHours(24);
    private static final String SESSION = "botrunner.dev/session";
    private static final String ATTEMPT = "botrunner.dev/attempt";
    private static final String LAUNCHER = "botrunner.dev/launcher";

    private ClusterAudit() {}

    static void assertClean(ClusterStand stand) throws InterruptedException {
        assertClean(stand.redis().url(), stand.namespace().name(), 1);
    }

    /**
     * @param url of the queue and the events
     * @param namespace where the bots' pods are
     * @param ended so many sessions have ended, and were told of, at least
     */
    static void assertClean(String url, String namespace, long ended) throws InterruptedException {
        Caps caps = Caps.limitedBy(QUEUE_LIMIT);
        List<Json.Obj> there =
                RealCluster.object("-n", namespace, "get", "jobs,pods").itemsAt("items").orElseThrow().stream()
                        .map(item -> (Json.Obj) item)
                        .toList();
        try (Store store = provider(StoreProvider.class, StoreProvider::schemes)
                        .open(new StoreProvider.Options(url, caps, Ticker.system(), KEPT));
                EventTransport events = provider(TransportProvider.class, TransportProvider::schemes)
                        .open(new TransportProvider.Options(url, Ticker.system(), KEPT))) {
            AuditReport report =
                    new Auditor(store, events, caps, Secrets.CLOSED, PATIENCE).run(running(there), objects(there));
            assertThat(report.breaches()).as(String.join("\n", report.notes())).isEmpty();
            assertThat(report.looked().getOrDefault(Invariant.I8, 0L)).isGreaterThanOrEqualTo(ended);
        }
    }

    /** Pods that wait have no session, and none that has claimed runs any more. */
    private static List<RunningProcess> running(List<Json.Obj> there) {
        return there.stream()
                .filter(object -> isA(object, "Pod"))
                .filter(pod -> text(pod, "status", "phase").equals(Optional.of("Running")))
                .filter(pod -> label(pod, SESSION).isPresent())
                .map(pod -> new RunningProcess(
                        new SessionId(label(pod, SESSION).orElseThrow()),
                        Integer.parseInt(label(pod, ATTEMPT).orElseThrow()),
                        0))
                .toList();
    }

    /** What launchers have made and nobody deletes yet. */
    private static PresentObjects objects(List<Json.Obj> there) {
        List<Json.Obj> made = there.stream()
                .filter(object -> text(object, "metadata", "deletionTimestamp").isEmpty())
                .toList();
        List<PresentObjects.OfSession> ofSessions = made.stream()
                .filter(object -> isOf(object, "Job", "job") || isOf(object, "Pod", "pod"))
                .map(object -> new PresentObjects.OfSession(
                        new SessionId(label(object, SESSION).orElseThrow()),
                        Integer.parseInt(label(object, ATTEMPT).orElseThrow()),
                        uid(object)))
                .toList();
        Set<String> waiting = new HashSet<>();
        made.stream().filter(object -> isOf(object, "Pod", "pool")).forEach(pod -> waiting.add(uid(pod)));
        return new PresentObjects(ofSessions, waiting, List.of());
    }

    private static boolean isOf(Json.Obj object, String kind, String launcher) {
        return isA(object, kind) && label(object, LAUNCHER).equals(Optional.of(launcher));
    }

    private static boolean isA(Json.Obj object, String kind) {
        return object.textAt("kind").equals(Optional.of(kind));
    }

    private static String uid(Json.Obj object) {
        return text(object, "metadata", "uid").orElseThrow();
    }

    private static Optional<String> text(Json.Obj object, String part, String name) {
        return object.objAt(part).flatMap(it -> it.textAt(name));
    }

    private static Optional<String> label(Json.Obj object, String name) {
        return object.objAt("metadata").flatMap(it -> it.objAt("labels")).flatMap(it -> it.textAt(name));
    }

    private static <P> P provider(Class<P> kind, Function<P, Set<String>> schemes) {
        return ServiceLoader.load(kind).stream()
                .map(ServiceLoader.Provider::get)
                .filter(it -> schemes.apply(it).contains("redis"))
                .findFirst()
                .orElseThrow();
    }
}
