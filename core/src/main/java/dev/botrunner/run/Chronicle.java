package dev.botrunner.run;

import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.MirroringBus;
import dev.botrunner.session.Assignment;
import dev.botrunner.session.Blame;
import dev.botrunner.session.Json;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.Outcome;
import dev.botrunner.session.Reason;
import dev.botrunner.session.RunnerEnd;
import dev.botrunner.session.SessionEnd;
import dev.botrunner.session.Stage;
import dev.botrunner.session.TextSize;
import dev.botrunner.session.Times;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Tells of the session's life on the runner's own bus. With a link that stays in the process, since the control server
 * tells the same; a runner that stands alone has nobody else to tell it.
 */
final class Chronicle {

    private final MirroringBus bus;
    private final Assignment assignment;
    private final Ticker ticker;
    private volatile Stage stage = Stage.RUNNING;

    Chronicle(MirroringBus bus, Assignment assignment, Ticker ticker) {
        this.bus = bus;
        this.assignment = assignment;
        this.ticker = ticker;
    }

    void running(String instance) {
        tell(LifecycleEvent.RUNNING, Json.obj().put("instance", instance).build());
    }

    void joined() {
        stage = Stage.JOINED;
        tell(LifecycleEvent.JOINED, Json.Obj.EMPTY);
    }

    void ending(EndOrder order) {
        tell(
                LifecycleEvent.ENDING,
                Json.obj()
                        .put("reason", order.reason())
                        .put("grace_seconds", Times.seconds(order.grace()))
                        .build());
    }

    void ended(RunnerEnd word, Optional<EndOrder> order) {
        tell(LifecycleEvent.END, Json.obj().put("end", end(word, order).json()).build());
    }

    private SessionEnd end(RunnerEnd word, Optional<EndOrder> order) {
        Optional<Reason> known = Reason.of(order.map(EndOrder::reason).orElse(word.reason()));
        Outcome outcome = known.filter(_ -> order.isPresent())
                .map(Reason::outcome)
                .orElse(word.completed() ? Outcome.COMPLETED : Outcome.FAILED);
        String reason = known.filter(_ -> order.isPresent()).map(Reason::word).orElse(word.reason());
        Optional<Blame> blame = outcome == Outcome.COMPLETED || outcome == Outcome.STOPPED
                ? Optional.empty()
                : known.flatMap(Reason::blame).or(() -> Optional.of(Blame.BOT));
        return new SessionEnd(
                outcome,
                reason,
                stage,
                blame,
                OptionalInt.of(assignment.attempt()),
                word.exitCode(),
                word.detail().map(text -> TextSize.cut(text, SessionEnd.MAX_DETAIL_BYTES)),
                ticker.now());
    }

    private void tell(String type, Json.Obj data) {
        bus.lifecycle(
                type,
                Json.obj().put("attempt", assignment.attempt()).putAll(data).build());
    }
}
