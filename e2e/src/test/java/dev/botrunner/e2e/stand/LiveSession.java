package dev.botrunner.e2e.stand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.Signal;
import java.util.List;

/** A session of a {@link Stand}, followed from its first event. */
public final class LiveSession {

    private final Stand stand;
    private final String id;
    private final Stream stream;

    private LiveSession(Stand stand, String id, Stream stream) {
        this.stand = stand;
        this.id = id;
        this.stream = stream;
    }

    /** Follows a session that was joined otherwise. */
    public static LiveSession follow(Stand stand, String id) {
        return new LiveSession(stand, id, stand.api().events("/v1/sessions/" + id + "/events"));
    }

    /**
     * Where a bot of {@link TestBots} runs.
     *
     * @param program the bot's own process
     * @param runner its parent
     */
    public record Here(long program, long runner) {}

    public String id() {
        return id;
    }

    public String path() {
        return "/v1/sessions/" + id;
    }

    public String eventsPath() {
        return path() + "/events";
    }

    public Stream stream() {
        return stream;
    }

    /** Waits until the bot is in its room. */
    public LiveSession joined() {
        stream.await(Told.JOINED);
        return this;
    }

    /** Waits until the program of this attempt has said where it is. */
    public Here here(long attempt) {
        Told told = stream.await(
                "word of attempt " + attempt,
                event -> event.is(TestBots.HERE) && event.attempt().orElse(0) == attempt);
        return new Here(
                stand.process(id, attempt, told.data().integerAt("pid").orElseThrow()),
                stand.process(id, attempt, told.data().integerAt("runner").orElseThrow()));
    }

    public void send(Signal signal, long pid) {
        stand.send(signal, pid);
    }

    /** Says something to the bot. */
    public void say(String type, Json.Obj data) {
        Reply reply = stand.api()
                .post(
                        path() + "/messages",
                        Json.obj().put("type", type).put("data", data).build());
        assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
    }

    public Reply stop() {
        return stand.api().delete(path());
    }

    public Json.Obj document() {
        return stand.api().get(path()).object();
    }

    /** Waits for the end, and checks the whole life. */
    public End awaitEnd() {
        return SessionAudit.check(id, awaitAllTold(), false);
    }

    /** The same, of a session that may have come back. */
    public End awaitEndOfRelaunched() {
        return SessionAudit.check(id, awaitAllTold(), true);
    }

    /** All events, once the stream was closed because of the end. */
    public List<Told> awaitAllTold() {
        List<Frame> frames = stream.awaitEnd();
        Frame last = frames.getLast();
        assertThat(last.isNotice("stream.close")).as(last.toString()).isTrue();
        assertThat(last.data().textAt("reason")).contains("session_ended");
        return stream.told();
    }
}
