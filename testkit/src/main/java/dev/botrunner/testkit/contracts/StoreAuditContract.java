package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.RoomPolicy;
import dev.botrunner.queue.StoreAudit;
import dev.botrunner.queue.StoreAudit.Standing;
import dev.botrunner.queue.StoreAudit.Standings;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.SampleSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever a session goes through, each index says of it what its record says. */
public abstract class StoreAuditContract extends StoreContract {

    @Test
    void eachStateStandsWhereItsRecordSays() {
        SessionId waiting = accepted(SampleSession.one().in("https://rooms.example/1"));
        assertClean(waiting);
        SessionId marked = accepted(SampleSession.one().of(GLOBEX).in("https://rooms.example/2"));
        next("shown", ECHO);
        next("shown-too", ECHO);
        assertClean(waiting, marked);
        claim(waiting);
        assertClean(waiting, marked);
        redeem(waiting);
        assertClean(waiting, marked);
        join(waiting);
        assertClean(waiting, marked);
        assertDone(write(waiting, RULES::stopAsked));
        assertClean(waiting, marked);
        stop(marked);
        assertClean(waiting, marked);
        fixture.advance(Duration.ofSeconds(40));
        assertDone(write(waiting, RULES::date));
        assertClean(waiting, marked);
        assertThat(head(waiting).hasEnded()).isTrue();
    }

    @Test
    void aSessionInBackOffAndOneThatCameBackStandWhereTheirRecordsSay() {
        SessionId id = accepted(SampleSession.one());
        next("first", ECHO);
        claim(id);
        redeem(id);
        assertDone(write(id, seen -> RULES.exited(seen, 1, 1, ExitStatus.code(1))));
        assertThat(head(id).isInLine()).isFalse();
        assertClean(id);
        fixture.advance(Duration.ofSeconds(10));
        assertDone(write(id, RULES::date));
        assertThat(head(id).isInLine()).isTrue();
        assertClean(id);
    }

    @Test
    void marksThatLapseAndRecordsThatGoLeaveNothing() {
        SessionId id = accepted(SampleSession.one().key("key", "print"));
        next("first", ECHO);
        fixture.advance(HOLD.plusSeconds(1));
        next("second", ECHO);
        assertClean(id);
        stop(id);
        fixture.advance(Duration.ofDays(4));
        queue.depth();
        next("third", ECHO);
        assertThat(standings()).isEmpty();
        assertThat(audit().strays()).isEmpty();
    }

    @Test
    void moreRecordsThanOnePageAreAllLookedAt() {
        var all = new ArrayList<SessionId>();
        for (int i = 0; i < 25; i++) {
            all.addFirst(accepted(SampleSession.one().policy(RoomPolicy.ANOTHER)));
        }
        assertClean(all.toArray(SessionId[]::new));
    }

    private StoreAudit audit() {
        return fixture.store().audit();
    }

    private List<Standing> standings() {
        var all = new ArrayList<Standing>();
        Optional<SessionId> after = Optional.empty();
        do {
            Standings page = audit().standings(after, 10);
            all.addAll(page.records());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    /** These records, in any order, and no other. */
    private void assertClean(SessionId... ids) {
        assertThat(standings()).extracting(it -> it.head().id()).containsExactlyInAnyOrder(ids);
        assertThat(standings())
                .allSatisfy(it -> assertThat(it.faults())
                        .as(it.head().id() + " in " + it.head().stage())
                        .isEmpty());
        assertThat(audit().strays()).isEmpty();
    }
}
