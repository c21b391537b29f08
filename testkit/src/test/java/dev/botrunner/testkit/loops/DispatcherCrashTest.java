package dev.botrunner.testkit.loops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Loop;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState.Starting;
import dev.botrunner.testkit.LoopStepper;
import dev.botrunner.testkit.faults.Faults;
import dev.botrunner.testkit.faults.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A dispatcher is halted at each call of a launch, before and after it: there is one object and one attempt, always. */
class DispatcherCrashTest {

    enum When {
        BEFORE,
        AFTER
    }

    enum Then {
        /** The process lives: only this call has failed. */
        GOES_ON,
        /** The process is dead: another one takes over. */
        DIES
    }

    /** Strikes the n-th call, once. */
    private static final class Halt implements Faults {
        private final int at;
        private final When when;
        private final List<String> calls = new ArrayList<>();
        private boolean armed;

        private Halt(int at, When when) {
            this.at = at;
            this.when = when;
        }

        @Override
        public void before(String call) {
            if (armed) {
                calls.add(call);
            }
            strike(When.BEFORE, call);
        }

        @Override
        public void after(String call) {
            strike(When.AFTER, call);
        }

        private void strike(When now, String call) {
            if (armed && now == when && calls.size() == at) {
                armed = false;
                throw Outage.answerLost(call);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void thereIsOneObjectWhateverCallFails(Then then) throws InterruptedException {
        var struck = new ArrayList<String>();
        for (When when : When.values()) {
            boolean more = true;
            for (int at = 1; more; at++) {
                var halt = new Halt(at, when);
                more = launch(halt, then);
                if (more) {
                    struck.add(when + " " + halt.calls.getLast());
                }
            }
        }
        assertThat(struck)
                .contains("BEFORE queue.next", "AFTER queue.next", "BEFORE ledger.write", "AFTER ledger.write")
                .contains("BEFORE launcher.launch", "AFTER launcher.launch", "AFTER ledger.spec", "AFTER ledger.find");
    }

    /** False: it went through without being struck. */
    private static boolean launch(Halt halt, Then then) throws InterruptedException {
        var server = new OneServer(halt);
        Loop deadlines = server.deadlines();
        LoopStepper.untilIdle(deadlines);
        server.ticker.advance(Duration.ofMinutes(1));
        LoopStepper.untilIdle(deadlines);
        SessionId id = server.join();
        Loop first = server.dispatcher();

        halt.armed = true;
        boolean struck = step(first);
        halt.armed = false;

        Loop next = struck && then == Then.DIES ? server.dispatcher() : first;
        for (int seconds = 0; seconds < 60; seconds++) {
            server.ticker.advance(Duration.ofSeconds(1));
            LoopStepper.untilAllIdle(deadlines, next);
        }

        SessionHead head = server.head(id);
        String where = halt.when + " " + halt.calls;
        assertThat(server.twin.created()).as(where).isEqualTo(1);
        assertThat(head.progress().attempt()).as(where).isEqualTo(1);
        assertThat(head.state())
                .as(where)
                .isInstanceOfSatisfying(
                        Starting.class,
                        starting -> assertThat(starting.object()).contains("twin-1"));
        return struck;
    }

    private static boolean step(Loop dispatcher) throws InterruptedException {
        try {
            dispatcher.step();
            return false;
        } catch (DependencyException _) {
            return true;
        }
    }
}
