package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Page;
import dev.botrunner.queue.Query;
import dev.botrunner.queue.RoomPolicy;
import dev.botrunner.session.BotName;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.SampleSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The ledger's {@code page}: newest first, filtered, and to the end however short its pages are. */
public abstract class ListingContract extends StoreContract {

    private static final Query ALL = Query.of(ACME, 50);

    @Test
    void aTenantsSessionsAreListedNewestFirst() {
        SessionId first = accepted(SampleSession.one().of(ACME));
        accepted(SampleSession.one().of(GLOBEX));
        SessionId second = accepted(SampleSession.one().of(ACME));
        assertThat(all(ALL)).containsExactly(second, first);
    }

    @Test
    void allTenantsAreListedAsOne() {
        SessionId first = accepted(SampleSession.one().of(ACME));
        SessionId second = accepted(SampleSession.one().of(GLOBEX));
        SessionId third = accepted(SampleSession.one().of(ACME));
        assertThat(all(query(Optional.empty(), Set.of(), Set.of(), Map.of(), Optional.empty())))
                .containsExactly(third, second, first);
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        var expected = new ArrayList<SessionId>();
        for (int i = 0; i < 7; i++) {
            expected.addFirst(accepted(SampleSession.one().of(ACME)));
        }
        Page page = ledger.page(Query.of(ACME, 3));
        assertThat(page.sessions()).hasSizeLessThanOrEqualTo(3);
        assertThat(page.next()).isPresent();
        assertThat(all(Query.of(ACME, 3))).isEqualTo(expected);
        assertThat(all(Query.of(ACME, 7))).isEqualTo(expected);
    }

    @Test
    void filtersAreAllOfThemAndAnyWithinOne() {
        SessionId queued = accepted(SampleSession.one().of(ACME));
        SessionId started = accepted(SampleSession.one().of(ACME));
        SessionId ended = accepted(SampleSession.one().of(ACME));
        SessionId chat = accepted(SampleSession.one().of(ACME).by(CHAT));
        assertDone(claim(started));
        stop(ended);
        assertThat(listed(Set.of(Stage.STARTING), Set.of())).containsExactly(started);
        assertThat(listed(Set.of(Stage.QUEUED, Stage.ENDED), Set.of(ECHO))).containsExactly(ended, queued);
        assertThat(listed(Set.of(), Set.of(CHAT))).containsExactly(chat);
        assertThat(listed(Set.of(Stage.JOINED), Set.of())).isEmpty();
    }

    @Test
    void labelsMustAllMatch() {
        SessionId red = accepted(SampleSession.one().of(ACME).labelled("team", "red"));
        accepted(SampleSession.one().of(ACME).labelled("team", "blue"));
        assertThat(all(labelled(Map.of("team", "red")))).containsExactly(red);
        assertThat(all(labelled(Map.of("team", "red", "shift", "night")))).isEmpty();
    }

    @Test
    void aRoomIsListedWithItsLiveOrAllOfItsSessions() {
        String room = "https://rooms.example/listed";
        SessionId over = accepted(SampleSession.one().of(ACME).in(room));
        stop(over);
        SessionId live = accepted(SampleSession.one().of(ACME).in(room));
        SessionId another = accepted(SampleSession.one().of(ACME).in(room).policy(RoomPolicy.ANOTHER));
        accepted(SampleSession.one().of(ACME));
        accepted(SampleSession.one().of(GLOBEX).in(room));
        assertThat(all(in(room, Set.of()))).containsExactly(another, live, over);
        assertThat(all(in(room, Set.of(Stage.QUEUED, Stage.STARTING)))).containsExactly(another, live);
    }

    @Test
    void aRareMatchIsFoundThroughAnyNumberOfPages() {
        SessionId rare = accepted(SampleSession.one().of(ACME).by(CHAT));
        for (int i = 0; i < 2_500; i++) {
            accepted(SampleSession.one().of(ACME));
        }
        assertThat(listed(Set.of(), Set.of(CHAT))).containsExactly(rare);
    }

    private List<SessionId> listed(Set<Stage> stages, Set<BotName> bots) {
        return all(query(Optional.of(ACME), stages, bots, Map.of(), Optional.empty()));
    }

    private static Query labelled(Map<String, String> labels) {
        return query(Optional.of(ACME), Set.of(), Set.of(), labels, Optional.empty());
    }

    private static Query in(String room, Set<Stage> stages) {
        return query(Optional.of(ACME), stages, Set.of(), Map.of(), Optional.of(room));
    }

    private static Query query(
            Optional<Tenant> tenant,
            Set<Stage> stages,
            Set<BotName> bots,
            Map<String, String> labels,
            Optional<String> room) {
        return new Query(tenant, stages, bots, labels, room, Optional.empty(), 50);
    }

    private List<SessionId> all(Query query) {
        var ids = new ArrayList<SessionId>();
        Page page = ledger.page(query);
        page.sessions().stream().map(SessionHead::id).forEach(ids::add);
        while (page.next().isPresent()) {
            page = ledger.page(new Query(
                    query.tenant(),
                    query.stages(),
                    query.bots(),
                    query.labels(),
                    query.room(),
                    page.next(),
                    query.limit()));
            page.sessions().stream().map(SessionHead::id).forEach(ids::add);
        }
        return ids;
    }
}
