package dev.botrunner.link;

import dev.botrunner.publish.EventOutlet;
import dev.botrunner.queue.Clerk.Entered;
import dev.botrunner.session.BeatReport;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Message;
import dev.botrunner.session.Reporter;
import dev.botrunner.session.RunnerEnd;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionEnd;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.SessionToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One runner's calls. All it knows comes from the token. */
final class SessionAtDesk implements SessionLink {

    /** A ring may be lost: whoever is held looks again by itself. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private static final Duration LONGEST_HOLD = Duration.ofSeconds(10);

    private final RecordDesk records;
    private final SessionToken token;
    private final Reporter reporter;
    private final EventOutlet events;

    SessionAtDesk(RecordDesk records, SessionToken token, EventOutlet events) {
        this.records = records;
        this.token = token;
        this.reporter = RecordDesk.reporter(token);
        this.events = new OutletAtDesk(records, token, events);
    }

    @Override
    public Answer joined() {
        return RecordDesk.answer(
                records.enter(token, true, seen -> records.rules().joined(seen, reporter)));
    }

    @Override
    public Orders beat(BeatReport report, Duration hold) throws InterruptedException {
        long began = records.ticker().nanos();
        Duration held = hold.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : hold;
        try (Bells.Bell bell = records.bells().hang(token.session())) {
            Orders orders = orders(records.enter(
                    token, report.joined(), seen -> records.rules().beat(seen, reporter, report)));
            while (hasNothing(orders)) {
                Duration left = held.minus(records.ticker().since(began));
                if (!left.isPositive() || records.bells().isClosed()) {
                    return orders;
                }
                bell.await(left.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : left);
                orders = look();
            }
            return orders;
        }
    }

    @Override
    public Finished finish(RunnerEnd word) {
        Entered entered = records.enter(token, false, seen -> records.rules().finished(seen, reporter, word));
        return switch (entered) {
            case Entered.Changed(SessionHead head) -> new Finished(Answer.GO_ON, end(head));
            case Entered.Stands(SessionHead head) -> new Finished(Answer.GO_ON, end(head));
            case Entered.Refused(var _, var head)
            when head.filter(this::isNextAttempt).isPresent() -> new Finished(Answer.GO_ON, Optional.empty());
            case Entered.Refused _, Entered.AtCap _ -> new Finished(RecordDesk.answer(entered), Optional.empty());
        };
    }

    @Override
    public EventOutlet events() {
        return events;
    }

    /** The first call of this word has put the session back into its line: the repeat gets the same answer. */
    private boolean isNextAttempt(SessionHead head) {
        return head.state() instanceof SessionState.Queued && head.progress().attempt() == token.attempt() + 1;
    }

    private static Optional<SessionEnd> end(SessionHead head) {
        return head.state() instanceof SessionState.Ended(SessionEnd end) ? Optional.of(end) : Optional.empty();
    }

    private Orders orders(Entered entered) {
        return switch (entered) {
            case Entered.Changed(SessionHead head) -> orders(head, Optional.empty());
            case Entered.Stands(SessionHead head) -> orders(head, Optional.empty());
            case Entered.Refused _, Entered.AtCap _ -> Orders.over(RecordDesk.answer(entered));
        };
    }

    /** What a look says while a beat is held. A record that is gone is the next beat's matter: it brings it back. */
    private Orders look() {
        Seen seen = records.ledger().find(token.session());
        if (seen.head().isEmpty()) {
            return Orders.over(Answer.GO_ON);
        }
        SessionHead head = seen.head().get();
        if (RecordDesk.isRunner(head, token)) {
            return orders(head, Optional.of(seen.time()));
        }
        if (head.hasEnded()) {
            return Orders.over(Answer.ENDED);
        }
        return Orders.over(records.standing(token));
    }

    private Orders orders(SessionHead head, Optional<Instant> now) {
        List<Message> messages = head.mailbox().waiting();
        if (!(head.state() instanceof SessionState.Ending ending)) {
            return new Orders(Answer.GO_ON, Optional.empty(), messages);
        }
        Instant time = now.orElseGet(() -> records.ledger().time());
        Duration grace = Duration.between(time, ending.until()).minus(Lifecycle.ENDING_MARGIN);
        var leave = new Orders.Leave(ending.why(), grace.isNegative() ? Duration.ZERO : grace);
        return new Orders(Answer.GO_ON, Optional.of(leave), messages);
    }

    private static boolean hasNothing(Orders orders) {
        return orders.answer() == Answer.GO_ON
                && orders.end().isEmpty()
                && orders.messages().isEmpty();
    }
}
