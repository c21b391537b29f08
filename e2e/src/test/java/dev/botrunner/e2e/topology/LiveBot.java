package dev.botrunner.e2e.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.duty.audit.RunningProcess;
import dev.botrunner.session.JsonBuilder;
import dev.botrunner.testkit.process.ProcessTable;
import dev.botrunner.testkit.process.Signal;
import java.util.List;
import java.util.function.Consumer;

/** A bot that was in its room before something happened, and must be the same one afterwards. */
final class LiveBot {

    private final Fleet fleet;
    private final String session;
    private final List<Long> processes;

    private LiveBot(Fleet fleet, String session) {
        this.fleet = fleet;
        this.session = session;
        this.processes = processes();
    }

    static LiveBot enter(Fleet fleet) {
        return enter(fleet, _ -> {});
    }

    static LiveBot enter(Fleet fleet, Consumer<JsonBuilder> more) {
        String session = fleet.join("stay", more);
        fleet.awaitState(session, "joined");
        return new LiveBot(fleet, session);
    }

    String session() {
        return session;
    }

    private List<Long> processes() {
        return FleetAudit.processes(fleet.folder()).stream()
                .filter(process -> process.session().value().equals(session))
                .map(RunningProcess::pid)
                .toList();
    }

    /** The process that runs it. */
    long runner() {
        return parent(processes.getFirst());
    }

    /** The worker that started its runner. */
    long worker() {
        return parent(runner());
    }

    /** Its own process, which knows nothing of us. */
    long program() {
        return processes.getFirst();
    }

    private static long parent(long pid) {
        return ProcessTable.row(pid).orElseThrow().parent();
    }

    /** Its runner is gone at once. */
    void killRunner() {
        long runner = runner();
        Signal.KILL.to(runner);
        ProcessTable.awaitGone(runner);
    }

    /** Its processes, and no other, act for the session. */
    void assertRuns(String after) {
        assertThat(processes).as("after " + after).isNotEmpty().allMatch(ProcessTable::isAlive);
        assertThat(processes()).as("after " + after).containsExactlyInAnyOrderElementsOf(processes);
    }

    /** Its processes, and no other, act for the session, which is at its first attempt. */
    void assertLives(String after) {
        assertRuns(after);
        fleet.awaitState(session, "joined");
        assertThat(fleet.document(session).orElseThrow().integerAt("attempt")).hasValue(1);
    }
}
