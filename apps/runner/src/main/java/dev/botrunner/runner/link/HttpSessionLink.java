package dev.botrunner.runner.link;

import dev.botrunner.link.Answer;
import dev.botrunner.link.BadCall;
import dev.botrunner.link.EventsCall;
import dev.botrunner.link.Finished;
import dev.botrunner.link.LinkAnswers;
import dev.botrunner.link.LinkCalls;
import dev.botrunner.link.Orders;
import dev.botrunner.link.SessionLink;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.Published;
import dev.botrunner.session.BeatReport;
import dev.botrunner.session.Json;
import dev.botrunner.session.RunnerEnd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One session's link over HTTP. */
public final class HttpSessionLink implements SessionLink, EventOutlet {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpWay way;
    private final Optional<String> token;

    /** @param token the session token that redeem gave */
    public HttpSessionLink(HttpWay way, String token) {
        this.way = way;
        this.token = Optional.of(token);
    }

    @Override
    public Answer joined() {
        return call("joined", Json.Obj.EMPTY, PATIENCE, _ -> Answer.GO_ON, over -> over);
    }

    @Override
    public Orders beat(BeatReport report, Duration hold) {
        return call("beat", LinkCalls.beat(report, hold), PATIENCE.plus(hold), LinkAnswers::readOrders, Orders::over);
    }

    @Override
    public Finished finish(RunnerEnd word) {
        return call(
                "finish",
                LinkCalls.finish(word),
                PATIENCE,
                LinkAnswers::readFinished,
                over -> new Finished(over, Optional.empty()));
    }

    @Override
    public EventOutlet events() {
        return this;
    }

    /** Of a session that is over or another's nothing is taken: that the next beat tells. */
    @Override
    public Published publish(List<Envelope> batch) {
        var answered = way.post("events", token, EventsCall.write(batch), PATIENCE);
        try {
            if (answered.status() == 200) {
                return EventsCall.readAnswer(answered.body().orElse(Json.nil()));
            }
        } catch (BadCall unreadable) {
            // told below
        }
        throw way.unexpected("events", answered);
    }

    @Override
    public void close() {}

    private <T> T call(
            String name, Json body, Duration patience, Function<Json, T> reader, Function<Answer, T> whenOver) {
        var answered = way.post(name, token, body, patience);
        try {
            if (answered.status() == 200) {
                return reader.apply(answered.body().orElse(Json.Obj.EMPTY));
            }
            // only our own control server's word counts: a proxy that has lost its way ends no call
            return switch (answered.code()) {
                case "not_found" -> whenOver.apply(Answer.UNKNOWN);
                case "superseded" -> whenOver.apply(Answer.SUPERSEDED);
                case "ended" -> whenOver.apply(Answer.ENDED);
                default -> throw way.unexpected(name, answered);
            };
        } catch (BadCall unreadable) {
            throw way.unexpected(name, answered);
        }
    }
}
