package dev.botrunner.link;

import dev.botrunner.session.Assignment;
import dev.botrunner.session.Blame;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.Message;
import dev.botrunner.session.Outcome;
import dev.botrunner.session.SessionEnd;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import dev.botrunner.session.StopReason;
import dev.botrunner.session.Ticket;
import dev.botrunner.session.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The bodies that answer the link's calls, written by the control server and read by runners and workers. Readers pass
 * over what they do not know: the contract grows by addition. {@link BadCall} where something needed is missing.
 */
public final class LinkAnswers {

    private static final int MOST_CHILDREN = 10_000;
    private static final int MOST_MESSAGES = 1000;

    private LinkAnswers() {}

    public static Json.Obj redeemed(Redeemed.Granted granted) {
        return Json.obj()
                .put("session_token", granted.token())
                .put("session", AssignmentJson.write(granted.assignment()))
                .build();
    }

    /** What a redeem answer holds. */
    public record Grant(String token, Assignment assignment) {

        /** Shows neither token nor secrets. */
        @Override
        public String toString() {
            return "Grant[" + assignment.spec().id() + "]";
        }
    }

    public static Grant readRedeemed(Json body) {
        var reader = LinkReader.of(body);
        var token = reader.neededText("session_token", text -> text, "a token");
        reader.need("session", "an object");
        var session = reader.within("session");
        reader.check();
        return new Grant(token.orElseThrow(), AssignmentJson.read(session.orElseThrow()));
    }

    public static Json.Obj work(Work.Orders orders) {
        return Json.obj()
                .putOrNull("claim", orders.claim().map(LinkAnswers::claim))
                .put(
                        "kill",
                        Json.arr(orders.kill().stream()
                                .map(child -> Json.obj()
                                        .put("session_id", child.session().value())
                                        .put("attempt", child.attempt())
                                        .build())
                                .toList()))
                .build();
    }

    private static Json.Obj claim(Claim claim) {
        return Json.obj()
                .put("session_id", claim.session().value())
                .put("attempt", claim.attempt())
                .put("claim", claim.claim())
                .put("bot", claim.bot().name())
                .putTextOrNull("ticket", claim.ticket().map(Ticket::reveal))
                .build();
    }

    /** @param children those that the call named: which of them an order to kill means */
    public static Work.Orders readWork(Json body, List<Child> children) {
        var reader = LinkReader.of(body);
        Optional<Claim> claim = reader.within("claim").flatMap(LinkAnswers::readClaim);
        List<Child> kill = new ArrayList<>();
        for (LinkReader entry : reader.objects("kill", MOST_CHILDREN)) {
            var session = entry.neededText("session_id", SessionId::new, "a session id");
            long attempt = entry.neededInteger("attempt", 0, Integer.MAX_VALUE);
            children.stream()
                    .filter(child -> session.equals(Optional.of(child.session())) && child.attempt() == attempt)
                    .forEach(kill::add);
        }
        reader.check();
        return new Work.Orders(claim, kill);
    }

    private static Optional<Claim> readClaim(LinkReader reader) {
        var session = reader.neededText("session_id", SessionId::new, "a session id");
        int attempt = (int) reader.neededInteger("attempt", 0, Integer.MAX_VALUE);
        long claim = reader.neededInteger("claim", 0, Long.MAX_VALUE);
        var bot = reader.neededText("bot", BotName::new, "a bot's name");
        var ticket = reader.text("ticket", Ticket::new, "a ticket");
        return session.flatMap(id -> bot.map(name -> new Claim(id, attempt, claim, name, ticket)));
    }

    public static Json.Obj orders(Orders orders) {
        return Json.obj()
                .putOrNull(
                        "end",
                        orders.end()
                                .map(leave -> Json.obj()
                                        .put("reason", leave.reason().word())
                                        .put("grace_seconds", Times.seconds(leave.grace()))
                                        .build()))
                .put(
                        "messages",
                        Json.arr(orders.messages().stream()
                                .map(message -> Json.obj()
                                        .put("id", message.id())
                                        .put("type", message.type())
                                        .put("data", message.data())
                                        .build())
                                .toList()))
                .build();
    }

    public static Orders readOrders(Json body) {
        var reader = LinkReader.of(body);
        Optional<Orders.Leave> leave = reader.within("end")
                .map(end -> new Orders.Leave(
                        end.neededText("reason", LinkAnswers::stopReason, "a reason")
                                .orElse(StopReason.REQUESTED),
                        end.neededSeconds("grace_seconds")));
        List<Message> messages = new ArrayList<>();
        for (LinkReader entry : reader.objects("messages", MOST_MESSAGES)) {
            var id = entry.neededText("id", text -> text, "an id");
            var type = entry.neededText("type", text -> text, "a type");
            var data = entry.object("data").orElse(Json.Obj.EMPTY);
            id.flatMap(i -> type.map(t -> new Message(i, t, data))).ifPresent(messages::add);
        }
        reader.check();
        return new Orders(Answer.GO_ON, leave, messages);
    }

    /** A reason of a later version is an order to leave all the same. */
    private static StopReason stopReason(String word) {
        for (StopReason reason : StopReason.values()) {
            if (reason.word().equals(word)) {
                return reason;
            }
        }
        return StopReason.REQUESTED;
    }

    public static Json.Obj finished(Finished finished) {
        return Json.obj().putOrNull("end", finished.end().map(SessionEnd::json)).build();
    }

    public static Finished readFinished(Json body) {
        var reader = LinkReader.of(body);
        Optional<SessionEnd> end = reader.within("end").flatMap(LinkAnswers::readEnd);
        reader.check();
        return new Finished(Answer.GO_ON, end);
    }

    private static Optional<SessionEnd> readEnd(LinkReader reader) {
        var outcome = reader.neededText("outcome", word -> named(Outcome.class, word), "an outcome");
        var reason = reader.neededText("reason", text -> text, "a reason");
        var stage = reader.neededText("stage", word -> named(Stage.class, word), "a state");
        var blame = reader.text("blame", word -> named(Blame.class, word), "a blame");
        var attempt = reader.smallInteger("attempt", 0, Integer.MAX_VALUE);
        var exitCode = reader.smallInteger("exit_code", 0, Integer.MAX_VALUE);
        var detail = reader.text("detail", text -> text, "text");
        var at = reader.neededText("at", LinkAnswers::time, "a time");
        if (outcome.isEmpty() || reason.isEmpty() || stage.isEmpty() || at.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new SessionEnd(outcome.get(), reason.get(), stage.get(), blame, attempt, exitCode, detail, at.get()));
    }

    private static <E extends Enum<E>> E named(Class<E> kind, String word) {
        return Enum.valueOf(kind, word.toUpperCase(Locale.ROOT));
    }

    static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("Not a time", wrong);
        }
    }
}
