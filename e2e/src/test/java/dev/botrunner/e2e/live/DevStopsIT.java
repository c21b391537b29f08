package dev.botrunner.e2e.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.LiveSession;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.testkit.process.ProcessTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is left of {@code dev} when it was told to stop: nothing. */
@ExtendWith(LogsOnFailure.class)
class DevStopsIT {

    @Test
    void itsBotsSayGoodByeAndNoProcessIsLeft() {
        try (Stand stand = Stand.start(StandPlan.of(Topology.DEV).warm(1))) {
            LiveSession session = stand.join("stay", "goodbye").joined();
            LiveSession stubborn = stand.join("stubborn", "goodbye").joined();
            LiveSession.Here here = session.here(1);
            LiveSession.Here there = stubborn.here(1);
            stand.drain();
            ProcessTable.awaitGone(here.program());
            ProcessTable.awaitGone(there.program());
            session.stream().awaitEnd();
            assertThat(session.stream().told()).anyMatch(told -> told.is(Told.END));
            assertThat(ProcessTable.workingFor(stand.folder())).isEmpty();
        }
    }
}
