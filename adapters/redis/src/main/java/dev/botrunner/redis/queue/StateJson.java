package dev.botrunner.redis.queue;

import static dev.botrunner.redis.queue.Fields.putTime;
import static dev.botrunner.redis.queue.Fields.time;

import dev.botrunner.session.Blame;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import dev.botrunner.session.Outcome;
import dev.botrunner.session.Phase;
import dev.botrunner.session.QueuedWhy;
import dev.botrunner.session.SessionEnd;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.SessionState.Ended;
import dev.botrunner.session.SessionState.Ending;
import dev.botrunner.session.SessionState.Joined;
import dev.botrunner.session.SessionState.Queued;
import dev.botrunner.session.SessionState.Runner;
import dev.botrunner.session.SessionState.Running;
import dev.botrunner.session.SessionState.Starting;
import dev.botrunner.session.Stage;
import dev.botrunner.session.StopReason;
import java.util.OptionalInt;

/** A state as it is stored, with the name of its stage in {@code is}. */
final class StateJson {

    private StateJson() {}

    static Json.Obj write(SessionState state) {
        JsonBuilder object = Json.obj().put("is", state.stage().name());
        return switch (state) {
            case Queued queued -> queued(object, queued);
            case Starting starting -> starting(object, starting);
            case Running(Runner runner, var beat, var silent) ->
                living(object, runner)
                        .put("beat", time(beat))
                        .put("silent", time(silent))
                        .build();
            case Joined(Runner runner, var beat, var silent) ->
                living(object, runner)
                        .put("beat", time(beat))
                        .put("silent", time(silent))
                        .build();
            case Ending(Runner runner, Stage from, StopReason why, var until) ->
                living(object, runner)
                        .put("from", from.name())
                        .put("why", why.name())
                        .put("until", time(until))
                        .build();
            case Ended(SessionEnd end) -> object.put("end", end(end)).build();
        };
    }

    static SessionState read(Fields state) {
        return switch (state.word("is", Stage.class)) {
            case QUEUED ->
                new Queued(state.word("why", QueuedWhy.class), state.time("since"), state.optionalTime("until"));
            case STARTING ->
                new Starting(
                        new Claimant(new Instance(state.text("by")), state.word("kind", Claimant.Kind.class)),
                        state.number("claim"),
                        state.word("phase", Phase.class),
                        state.optionalTime("lease"),
                        state.optionalText("object"),
                        state.optionalText("why"));
            case RUNNING -> new Running(runner(state), state.time("beat"), state.time("silent"));
            case JOINED -> new Joined(runner(state), state.time("beat"), state.time("silent"));
            case ENDING ->
                new Ending(
                        runner(state),
                        state.word("from", Stage.class),
                        state.word("why", StopReason.class),
                        state.time("until"));
            case ENDED -> new Ended(readEnd(state.at("end")));
        };
    }

    private static Json.Obj queued(JsonBuilder object, Queued queued) {
        object.put("why", queued.why().name()).put("since", time(queued.since()));
        putTime(object, "until", queued.backOff());
        return object.build();
    }

    private static Json.Obj starting(JsonBuilder object, Starting starting) {
        object.put("by", starting.claimant().instance().value())
                .put("kind", starting.claimant().kind().name())
                .put("claim", starting.claim())
                .put("phase", starting.phase().name());
        putTime(object, "lease", starting.lease());
        return object.putTextIfPresent("object", starting.object())
                .putTextIfPresent("why", starting.why())
                .build();
    }

    private static JsonBuilder living(JsonBuilder object, Runner runner) {
        return object.put("runner", runner.instance().value())
                .put("claim", runner.claim())
                .putTextIfPresent("object", runner.object());
    }

    private static Runner runner(Fields state) {
        return new Runner(new Instance(state.text("runner")), state.number("claim"), state.optionalText("object"));
    }

    private static Json.Obj end(SessionEnd end) {
        JsonBuilder object = Json.obj()
                .put("outcome", end.outcome().name())
                .put("reason", end.reason())
                .put("stage", end.stage().name())
                .putTextIfPresent("blame", end.blame().map(Blame::name));
        end.attempt().ifPresent(attempt -> object.put("attempt", attempt));
        end.exitCode().ifPresent(code -> object.put("exit", code));
        return object.putTextIfPresent("detail", end.detail())
                .put("at", time(end.at()))
                .build();
    }

    private static SessionEnd readEnd(Fields end) {
        return new SessionEnd(
                end.word("outcome", Outcome.class),
                end.text("reason"),
                end.word("stage", Stage.class),
                end.optionalWord("blame", Blame.class),
                optional(end, "attempt"),
                optional(end, "exit"),
                end.optionalText("detail"),
                end.time("at"));
    }

    private static OptionalInt optional(Fields end, String name) {
        return end.object().member(name).isPresent() ? OptionalInt.of(end.count(name)) : OptionalInt.empty();
    }
}
