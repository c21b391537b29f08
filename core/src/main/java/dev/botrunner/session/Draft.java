package dev.botrunner.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A step in the making: a head, changed piece by piece, and the events that tell of it. Confined to one call. */
final class Draft {

    private final Seen seen;
    private final List<LifecycleEvent> events = new ArrayList<>();
    private SessionHead head;

    Draft(Seen seen, SessionHead head) {
        this.seen = seen;
        this.head = head;
    }

    SessionHead head() {
        return head;
    }

    Instant now() {
        return seen.time();
    }

    Draft progress(Progress progress) {
        return with(progress, head.state(), head.mailbox(), head.timeline(), head.events());
    }

    Draft mailbox(Mailbox mailbox) {
        return with(head.progress(), head.state(), mailbox, head.timeline(), head.events());
    }

    Draft state(SessionState state) {
        return with(head.progress(), state, head.mailbox(), head.timeline(), head.events());
    }

    Draft mark(String phase) {
        var timeline = head.timeline().with(phase, head.progress().attempt(), now());
        return with(head.progress(), head.state(), head.mailbox(), timeline, head.events());
    }

    private Draft with(Progress progress, SessionState state, Mailbox mailbox, Timeline timeline, EventCount events) {
        head = new SessionHead(head.id(), head.about(), head.terms(), progress, state, mailbox, timeline, events);
        return this;
    }

    /** Tells of the state entered, with {@code attempt} added to the data. */
    Draft tell(String type, Json.Obj data) {
        EventCount count = head.events().next(seen.epoch());
        int attempt = head.progress().attempt();
        var whole = Json.obj().put("attempt", attempt == 0 ? Json.nil() : Json.num(attempt));
        data.members().forEach(whole::put);
        String id = type.equals(LifecycleEvent.END)
                ? head.id().value()
                : head.id() + "." + count.epoch() + "." + count.last();
        events.add(new LifecycleEvent(id, type, count.epoch(), count.last(), attempt, now(), whole.build()));
        return with(head.progress(), head.state(), head.mailbox(), head.timeline(), count);
    }

    /** Into the line, or into back-off. */
    Draft queue(QueuedWhy why, Optional<Duration> backOff) {
        Optional<Instant> until = backOff.map(now()::plus);
        state(new SessionState.Queued(why, now(), until));
        mark("queued");
        return tell(
                LifecycleEvent.QUEUED,
                Json.obj()
                        .put("why", why.word())
                        .put(
                                "next_at",
                                until.<Json>map(at -> Json.str(Times.text(at))).orElse(Json.nil()))
                        .build());
    }

    /** Tells the runner to leave; the bot says good-bye. */
    Draft ending(SessionState.Runner runner, StopReason why, Duration margin) {
        Stage from = head.stage();
        Duration goodBye = head.terms().goodBye();
        state(new SessionState.Ending(runner, from, why, now().plus(goodBye).plus(margin)));
        mark("ending");
        return tell(
                LifecycleEvent.ENDING,
                Json.obj()
                        .put("reason", why.word())
                        .put("grace_seconds", Times.seconds(goodBye))
                        .build());
    }

    /** The one end. */
    Draft end(Ending ending) {
        Stage stage = head.state() instanceof SessionState.Ending was ? was.from() : head.stage();
        int tried = head.progress().tried();
        var end = new SessionEnd(
                ending.outcome(),
                ending.reason(),
                stage,
                ending.blame(),
                tried == 0 ? OptionalInt.empty() : OptionalInt.of(tried),
                ending.exitCode(),
                ending.detail().map(Draft::cut),
                now());
        state(new SessionState.Ended(end)).mailbox(Mailbox.EMPTY).mark("ended");
        return tell(LifecycleEvent.END, Json.obj().put("end", end.json()).build());
    }

    Step step() {
        return new Step(head, events);
    }

    private static String cut(String detail) {
        return TextSize.cut(detail, SessionEnd.MAX_DETAIL_BYTES);
    }

    /** What an end says, before time, stage and attempt are added. */
    record Ending(
            Outcome outcome, String reason, Optional<Blame> blame, OptionalInt exitCode, Optional<String> detail) {

        static Ending of(Reason reason) {
            return new Ending(reason.outcome(), reason.word(), reason.blame(), OptionalInt.empty(), Optional.empty());
        }

        Ending blaming(Blame other) {
            return new Ending(outcome, reason, Optional.of(other), exitCode, detail);
        }

        Ending code(OptionalInt code) {
            return new Ending(outcome, reason, blame, code, detail);
        }

        Ending detail(Optional<String> text) {
            return new Ending(outcome, reason, blame, exitCode, text);
        }
    }
}
