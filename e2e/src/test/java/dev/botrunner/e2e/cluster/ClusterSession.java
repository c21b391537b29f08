package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Api;
import dev.botrunner.e2e.stand.End;
import dev.botrunner.e2e.stand.Frame;
import dev.botrunner.e2e.stand.Reply;
import dev.botrunner.e2e.stand.SessionAudit;
import dev.botrunner.e2e.stand.Stream;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.session.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A session over the real cluster, followed from its first event. For one thread. */
final class ClusterSession implements AutoCloseable {

    private final Supplier<Api> api;
    private final String id;
    private Stream stream;
    private boolean mayBeToldTwice;

    /** @param api asked each time: a server may have been replaced */
    ClusterSession(Supplier<Api> api, String id) {
        this.api = api;
        this.id = id;
        this.stream = api.get().events(path() + "/events");
    }

    String id() {
        return id;
    }

    String path() {
        return "/v1/sessions/" + id;
    }

    /** The name of the object of an attempt, which is that of its pod too where it is a bare one. */
    String object(int attempt) {
        return "bot-" + id + "-" + attempt;
    }

    Stream stream() {
        return stream;
    }

    /** Where the server that told it was replaced. */
    void follow() {
        afterDeath();
        stream.close();
        stream = api.get().events(path() + "/events");
    }

    /** One who tells events and dies of it may have told them, and the next one tells them again. */
    ClusterSession afterDeath() {
        mayBeToldTwice = true;
        return this;
    }

    ClusterSession joined() {
        stream.await(Told.JOINED);
        return this;
    }

    Told awaitPhase(String phase) {
        return stream.await(
                phase,
                told -> told.is(Told.PROGRESS)
                        && told.data().textAt("phase").filter(phase::equals).isPresent());
    }

    /** The first event of this type of that attempt. */
    Told await(String type, long attempt) {
        return stream.await(
                type + " of attempt " + attempt,
                told -> told.is(type) && told.attempt().orElse(0) == attempt);
    }

    void say(String type, Json.Obj data) {
        Reply reply = api.get()
                .post(
                        path() + "/messages",
                        Json.obj().put("type", type).put("data", data).build());
        assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
    }

    void leave() {
        assertThat(api.get().delete(path()).status()).isIn(200, 202);
    }

    /** Asks it to leave, and expects that it does and that its life was whole. */
    void leavesWhenAsked() {
        leave();
        assertThat(awaitEnd().word()).isEqualTo("stopped/requested");
    }

    Json.Obj document() {
        return api.get().get(path()).object();
    }

    /** Phases and states, in order. */
    List<String> timeline() {
        return document().itemsAt("timeline").orElseThrow().stream()
                .map(entry -> ((Json.Obj) entry).textAt("phase").orElseThrow())
                .toList();
    }

    /** Waits for the end, and checks the whole life. */
    End awaitEnd() {
        return SessionAudit.check(id, awaitAllTold(), false);
    }

    /** The same, of a session that may have come back. */
    End awaitEndOfRelaunched() {
        return SessionAudit.check(id, awaitAllTold(), true);
    }

    /** What was found out about the end. */
    String detail() {
        return document().objAt("end").flatMap(end -> end.textAt("detail")).orElse("");
    }

    private List<Told> awaitAllTold() {
        Frame last = stream.awaitEnd().getLast();
        assertThat(last.isNotice("stream.close")).as(last.toString()).isTrue();
        return mayBeToldTwice ? once(stream.told()) : stream.told();
    }

    /** As the contract bids readers: what is not above the last number of its source and epoch is dropped. */
    private static List<Told> once(List<Told> all) {
        Map<String, Long> last = new HashMap<>();
        return all.stream()
                .filter(told -> {
                    String author = told.source() + " " + told.text("epoch");
                    boolean news = told.sequence() > last.getOrDefault(author, 0L);
                    last.merge(author, told.sequence(), Math::max);
                    return news;
                })
                .toList();
    }

    @Override
    public void close() {
        stream.close();
    }
}
