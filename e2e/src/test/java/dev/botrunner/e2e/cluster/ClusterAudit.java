package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.duty.audit.AuditReport;
import dev.botrunner.duty.audit.Auditor;
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
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;

/** The auditor over a {@link ClusterStand}: its running pods are the processes that act for sessions. */
final class ClusterAudit {

    private static final int QUEUE_LIMIT = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofHours(24);

    private ClusterAudit() {}

    static void assertClean(ClusterStand stand) throws InterruptedException {
        String url = stand.redis().url();
        Caps caps = Caps.limitedBy(QUEUE_LIMIT);
        try (Store store = provider(StoreProvider.class, StoreProvider::schemes)
                        .open(new StoreProvider.Options(url, caps, Ticker.system(), KEPT));
                EventTransport events = provider(TransportProvider.class, TransportProvider::schemes)
                        .open(new TransportProvider.Options(url, Ticker.system(), KEPT))) {
            AuditReport report = new Auditor(store, events, caps, Secrets.CLOSED, PATIENCE).run(running(stand));
            assertThat(report.breaches()).as(String.join("\n", report.notes())).isEmpty();
        }
    }

    private static List<RunningProcess> running(ClusterStand stand) {
        Json.Obj pods = stand.namespace().object("get", "pods", "--field-selector=status.phase=Running");
        return pods.itemsAt("items").orElseThrow().stream()
                .map(pod -> ((Json.Obj) pod)
                        .objAt("metadata")
                        .flatMap(it -> it.objAt("labels"))
                        .orElseThrow())
                // Pods that wait have none, and none that has claimed runs any more.
                .filter(labels -> labels.textAt("botrunner.dev/session").isPresent())
                .map(labels -> new RunningProcess(
                        new SessionId(labels.textAt("botrunner.dev/session").orElseThrow()),
                        Integer.parseInt(labels.textAt("botrunner.dev/attempt").orElseThrow()),
                        0))
                .toList();
    }

    private static <P> P provider(Class<P> kind, Function<P, Set<String>> schemes) {
        return ServiceLoader.load(kind).stream()
                .map(ServiceLoader.Provider::get)
                .filter(it -> schemes.apply(it).contains("redis"))
                .findFirst()
                .orElseThrow();
    }
}
