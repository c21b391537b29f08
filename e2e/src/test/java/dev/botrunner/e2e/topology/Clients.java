package dev.botrunner.e2e.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Reply;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import dev.botrunner.testkit.process.Patience;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What clients of several control servers do: they ask any of them, and the next one where it does not answer. */
abstract class Clients {

    private int joins;

    /** The control servers that a client finds. */
    abstract List<ControlNode> asked();

    /** Of a join: it waits longer than anything here lasts. */
    static void patient(JsonBuilder body) {
        body.put("start_deadline_seconds", 300);
    }

    /** As a client does: the same key at any server until one answers. */
    String join(String bot, Consumer<JsonBuilder> more) {
        String name = bot + "-" + ++joins;
        var body = Json.obj().put("bot", bot).put("room_url", "https://rooms.example/" + name);
        more.accept(body);
        String text = body.build().text();
        Reply reply =
                ask("join " + name, control -> control.api().post("/v1/join", text, Map.of("Idempotency-Key", name)));
        assertThat(reply.status()).as(reply.toString()).isIn(200, 202);
        return reply.object().textAt("session_id").orElseThrow();
    }

    void stop(String session) {
        ask("stop", control -> control.api().delete("/v1/sessions/" + session));
    }

    /** Its document; empty where there is no such session. */
    Optional<Json.Obj> document(String session) {
        Reply reply = ask("document", control -> control.api().get("/v1/sessions/" + session));
        return reply.status() == 404 ? Optional.empty() : Optional.of(reply.object());
    }

    void awaitState(String session, String state) {
        await(session, state, document -> document.textAt("state").equals(Optional.of(state)));
    }

    /** Waits until it is in a room, or has ended. */
    void awaitJoinedOrEnded(String session) {
        await(
                session,
                "joined or ended",
                document -> document.textAt("state")
                        .filter(List.of("joined", "ended")::contains)
                        .isPresent());
    }

    /** Says how it is where that does not come. */
    private void await(String session, String what, Predicate<Json.Obj> there) {
        try {
            Patience.until(
                    session + " to be " + what,
                    () -> document(session).filter(there).isPresent());
        } catch (AssertionError inVain) {
            throw new AssertionError(inVain.getMessage() + "; it is " + document(session), inVain);
        }
    }

    /** How it ended, once it has: outcome and reason. */
    String outcome(String session) {
        awaitState(session, "ended");
        Json.Obj end = document(session).flatMap(it -> it.objAt("end")).orElseThrow();
        return end.textAt("outcome").orElseThrow() + "/" + end.textAt("reason").orElseThrow();
    }

    void awaitAttempt(String session, int attempt) {
        await(
                session,
                "at attempt " + attempt,
                document -> document.integerAt("attempt").orElse(0) == attempt);
    }

    /** A question that some server answers, sooner or later. */
    interface Question {
        Reply ask(ControlNode control);
    }

    private Reply ask(String what, Question question) {
        List<Reply> answers = new ArrayList<>();
        Patience.until("an answer to " + what, () -> {
            for (ControlNode control : asked()) {
                answer(control, question).ifPresent(answers::add);
                if (!answers.isEmpty()) {
                    return true;
                }
            }
            return false;
        });
        return answers.getFirst();
    }

    /** Nothing where it is dead, or says that it cannot now. */
    private static Optional<Reply> answer(ControlNode control, Question question) {
        if (!control.isAlive()) {
            return Optional.empty();
        }
        try {
            Reply reply = question.ask(control);
            return reply.status() >= 500 ? Optional.empty() : Optional.of(reply);
        } catch (UncheckedIOException noAnswer) {
            return Optional.empty();
        }
    }
}
