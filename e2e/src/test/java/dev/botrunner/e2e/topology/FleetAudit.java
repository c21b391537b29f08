package dev.botrunner.e2e.topology;

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
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.process.ProcessTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

/** The auditor over a {@link Fleet}: what {@code doctor --audit} looks at, and the fleet's own processes only. */
final class FleetAudit {

    private static final int QUEUE_LIMIT = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofHours(24);

    private FleetAudit() {}

    static AuditReport run(Fleet fleet) throws InterruptedException {
        String url = fleet.url();
        Caps caps = Caps.limitedBy(QUEUE_LIMIT);
        try (Store store = provider(StoreProvider.class, StoreProvider::schemes)
                        .open(new StoreProvider.Options(url, caps, Ticker.system(), KEPT));
                EventTransport events = provider(TransportProvider.class, TransportProvider::schemes)
                        .open(new TransportProvider.Options(fleet.eventsUrl(), Ticker.system(), KEPT))) {
            return new Auditor(store, events, caps, Secrets.CLOSED, PATIENCE, Fleet.LOST_AFTER)
                    .run(processes(fleet.folder()));
        }
    }

    static AuditReport assertClean(Fleet fleet) throws InterruptedException {
        AuditReport report = run(fleet);
        assertThat(report.breaches()).as(String.join("\n", report.notes())).isEmpty();
        return report;
    }

    private static <P> P provider(Class<P> kind, Function<P, java.util.Set<String>> schemes) {
        return ServiceLoader.load(kind).stream()
                .map(ServiceLoader.Provider::get)
                .filter(it -> schemes.apply(it).contains("redis"))
                .findFirst()
                .orElseThrow();
    }

    /** Those that act for a session. */
    static List<RunningProcess> processes(Path folder) {
        return ProcessTable.workingFor(folder).stream()
                .flatMap(pid -> process(pid).stream())
                .toList();
    }

    private static Optional<RunningProcess> process(long pid) {
        Optional<String> session = ProcessTable.variable(pid, "SESSION_ID");
        Optional<String> attempt = ProcessTable.variable(pid, "SESSION_ATTEMPT");
        return session.isPresent() && attempt.isPresent()
                ? Optional.of(new RunningProcess(new SessionId(session.get()), Integer.parseInt(attempt.get()), pid))
                : Optional.empty();
    }
}
