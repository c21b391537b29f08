package dev.botrunner.cli.stream;

import dev.botrunner.cli.api.Answer;
import dev.botrunner.cli.api.ApiClient;
import dev.botrunner.cli.api.Call;
import dev.botrunner.cli.api.OpenAnswer;
import dev.botrunner.cli.api.Refused;
import dev.botrunner.cli.api.Unreachable;
import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads one stream of events to its end, over as many connections as that takes: each goes on where the one before
 * broke, by the last id that was read. For one thread.
 */
public final class EventStream {

    /** Why it stopped. */
    public enum Ending {
        SESSION_ENDED,
        QUIET,
        ENOUGH,
        UNAUTHORIZED
    }

    /** What comes after a connection. */
    private sealed interface After {
        record Stop(Ending ending) implements After {}

        record Again(Duration after) implements After {}
    }

    private static final int MOST_FAILURES = 20;
    private static final Duration STANDARD_RETRY = Duration.ofSeconds(3);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    private static final After AT_ONCE = new After.Again(Duration.ZERO);

    private final ApiClient client;
    private final StreamPlan plan;
    private final StreamReader reader;
    private final Pause pause;

    private String lastId;
    private Duration retry = STANDARD_RETRY;
    private boolean opened;
    private int failures;

    public EventStream(ApiClient client, StreamPlan plan, StreamReader reader, Pause pause) {
        this.client = client;
        this.plan = plan;
        this.reader = reader;
        this.pause = pause;
        this.lastId = plan.since().orElse("");
    }

    /** Reads to the end. {@link Unreachable}: nobody there, or not any more after many tries. */
    public Ending run() throws Unreachable, Refused, InterruptedException {
        while (true) {
            switch (connection()) {
                case After.Stop(Ending ending) -> {
                    return ending;
                }
                case After.Again(Duration wait) -> pause.pause(wait);
            }
        }
    }

    /** Where a later stream may go on; empty before anything was read. */
    public String lastId() {
        return lastId;
    }

    private After connection() throws Unreachable, Refused {
        OpenAnswer answer;
        try {
            answer = client.open(call());
        } catch (Unreachable e) {
            return failed(e);
        }
        try (answer) {
            return switch (answer.status()) {
                case 200 -> read(answer);
                case 204 -> new After.Stop(Ending.SESSION_ENDED);
                default -> refused(answer.head());
            };
        }
    }

    private Call call() {
        Call call = new Call("GET", plan.path(), Optional.empty(), java.util.Map.of(), plan.patience())
                .with("Cache-Control", "no-store");
        return lastId.isEmpty() ? call : call.with("Last-Event-ID", lastId);
    }

    private After refused(Answer answer) throws Refused {
        var refused = new Refused(answer);
        boolean later = answer.status() == 429 || answer.status() >= 500;
        if (!opened || !later) {
            throw refused;
        }
        Duration wait = answer.header("retry-after")
                .filter(seconds -> seconds.matches("[0-9]{1,4}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(retry);
        failures++;
        if (failures > MOST_FAILURES) {
            throw refused;
        }
        reader.notice("The server does not take the stream now (" + refused.code() + "); trying again in "
                + wait.toSeconds() + " s");
        return new After.Again(wait);
    }

    private After failed(Unreachable failure) throws Unreachable {
        failures++;
        if (!opened || failures > MOST_FAILURES) {
            throw failure;
        }
        Duration wait = retry.multipliedBy(Math.min(failures, 10));
        Duration bounded = wait.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : wait;
        reader.notice(failure.sentence() + " Trying again in " + bounded.toSeconds() + " s.");
        return new After.Again(bounded);
    }

    private After read(OpenAnswer answer) throws Unreachable {
        String type = answer.headers().getOrDefault("content-type", "");
        if (!type.startsWith("text/event-stream")) {
            throw new Unreachable("The answer is no event stream: is the address that of a Botrunner control server?");
        }
        opened = true;
        var frames = new SseReader(answer.stream(), lastId);
        try {
            while (true) {
                Optional<SseFrame> frame = frames.next();
                lastId = frames.lastId();
                frames.retry().ifPresent(asked -> retry = asked);
                if (frame.isEmpty()) {
                    reader.notice("The connection was closed; going on where it was.");
                    return new After.Again(retry);
                }
                failures = 0;
                Optional<After> after = take(frame.get());
                if (after.isPresent()) {
                    return after.get();
                }
            }
        } catch (SocketTimeoutException _) {
            lastId = frames.lastId();
            if (plan.until() == StreamPlan.Until.QUIET) {
                return new After.Stop(Ending.QUIET);
            }
            reader.notice("Nothing came for " + plan.patience().toSeconds() + " s; connecting anew.");
            return AT_ONCE;
        } catch (IOException e) {
            lastId = frames.lastId();
            reader.notice("The connection broke (" + e.getMessage() + "); going on where it was.");
            return new After.Again(retry);
        }
    }

    private Optional<After> take(SseFrame frame) throws Unreachable {
        Json.Obj data = data(frame);
        return switch (frame.name().orElse("")) {
            case "" -> event(data);
            case "stream.open" -> {
                Notices.ofOpen(data, !lastId.isEmpty()).ifPresent(reader::notice);
                yield Optional.empty();
            }
            case "stream.gap" -> {
                reader.notice(Notices.ofGap(data));
                yield Optional.empty();
            }
            case "stream.close" -> closed(data.textAt("reason").orElse(""));
            default -> Optional.empty();
        };
    }

    private Optional<After> event(Json.Obj envelope) {
        if (!reader.event(envelope)) {
            return Optional.of(new After.Stop(Ending.ENOUGH));
        }
        boolean end = envelope.textAt("type").filter("bot.session.end"::equals).isPresent();
        return end && plan.until() != StreamPlan.Until.STOPPED
                ? Optional.of(new After.Stop(Ending.SESSION_ENDED))
                : Optional.empty();
    }

    private Optional<After> closed(String reason) {
        return switch (reason) {
            case "session_ended" -> Optional.of(new After.Stop(Ending.SESSION_ENDED));
            case "unauthorized" -> Optional.of(new After.Stop(Ending.UNAUTHORIZED));
            case "rotate" -> Optional.of(AT_ONCE);
            case "slow" -> {
                reader.notice("The server cut the stream because it was read too slowly; going on where it was.");
                yield Optional.of(AT_ONCE);
            }
            default -> {
                reader.notice("The server closed the stream (" + reason + "); going on where it was.");
                yield Optional.of(new After.Again(retry));
            }
        };
    }

    private static Json.Obj data(SseFrame frame) throws Unreachable {
        try {
            return Json.parse(frame.data())
                    .asObj()
                    .orElseThrow(() -> new Unreachable("The stream holds something that is no event of Botrunner."));
        } catch (MalformedJson e) {
            throw new Unreachable("The stream holds something that is no JSON (" + e.reason() + ").", e);
        }
    }
}
