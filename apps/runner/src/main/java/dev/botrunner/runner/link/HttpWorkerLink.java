package dev.botrunner.runner.link;

import dev.botrunner.link.BadCall;
import dev.botrunner.link.Child;
import dev.botrunner.link.LinkAnswers;
import dev.botrunner.link.LinkCalls;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** A worker's link over HTTP. */
public final class HttpWorkerLink implements WorkerLink {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpWay way;
    private final Supplier<Optional<String>> key;

    /** @param key asked for each call, since its file may change; none where the control server takes calls without */
    public HttpWorkerLink(HttpWay way, Supplier<Optional<String>> key) {
        this.way = way;
        this.key = key;
    }

    @Override
    public Work claim(Claiming claiming, Duration wait) {
        var answered = way.post("claim", key.get(), LinkCalls.claim(claiming, wait), PATIENCE.plus(wait));
        if (answered.status() == 410) {
            return new Work.Retired();
        }
        if (answered.status() != 200) {
            throw way.unexpected("claim", answered);
        }
        try {
            return LinkAnswers.readWork(answered.body().orElse(Json.nil()), claiming.children());
        } catch (BadCall unreadable) {
            throw way.unexpected("claim", answered);
        }
    }

    @Override
    public void exited(Instance me, Child child, ExitStatus status) {
        var answered = way.post("exited", key.get(), LinkCalls.exited(me, child, status), PATIENCE);
        if (answered.status() != 204 && answered.status() != 404) {
            throw way.unexpected("exited", answered);
        }
    }
}
