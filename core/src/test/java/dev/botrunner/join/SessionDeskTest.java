package dev.botrunner.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Query;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Message;
import dev.botrunner.session.Room;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Signer;
import dev.botrunner.session.Stage;
import dev.botrunner.session.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionDeskTest {

    private static final Optional<Tenant> ACME = Optional.of(Desks.ACME);
    private static final Optional<Tenant> OTHER = Optional.of(new Tenant("other"));
    private static final SessionId UNKNOWN = new SessionId("01k0000000000000000000000a");

    private final Desks desks = new Desks();

    @Test
    void aSessionOfAnotherTenantIsNotThere() throws InterruptedException {
        SessionId id = desks.accepted("{\"room_url\":\"https://r.example\"}").id();

        assertThat(desks.sessions.find(OTHER, id)).isEmpty();
        assertThat(desks.sessions.stop(OTHER, id)).isInstanceOf(Stopped.NotFound.class);
        assertThat(desks.sessions.post(OTHER, id, message("m", "{}"))).isInstanceOf(Posted.NotFound.class);
        assertThat(desks.sessions.leave(OTHER, room("https://r.example"), Optional.empty()))
                .isEmpty();
        assertThat(desks.sessions.find(Optional.empty(), id)).isPresent();
        assertThat(desks.sessions.find(ACME, id)).map(SessionHead::stage).contains(Stage.QUEUED);
    }

    @Test
    void whatWaitsEndsAtOnceAndWhatLivesSaysGoodBye() throws InterruptedException {
        SessionId waits =
                desks.accepted("{\"room_url\":\"https://r.example/1\"}").id();
        SessionId lives =
                desks.accepted("{\"room_url\":\"https://r.example/2\"}").id();
        desks.bringToItsRoom(lives);

        assertThat(stage(desks.sessions.stop(ACME, waits))).isEqualTo(Stage.ENDED);
        assertThat(stage(desks.sessions.stop(ACME, lives))).isEqualTo(Stage.ENDING);
        assertThat(desks.sessions.stop(ACME, waits)).isInstanceOf(Stopped.EndedBefore.class);
        assertThat(stage(desks.sessions.stop(ACME, lives))).isEqualTo(Stage.ENDING);
        assertThat(desks.sessions.stop(ACME, UNKNOWN)).isInstanceOf(Stopped.NotFound.class);
    }

    @Test
    void leavingARoomStopsAllThatLiveInIt() throws InterruptedException {
        String echo = "{\"room_url\":\"https://r.example/a\"}";
        String support = "{\"bot\":\"support\",\"room_url\":\"https://r.example/a/\"}";
        SessionId first = desks.accepted(echo).id();
        SessionId second = desks.accepted(support).id();
        desks.accepted("{\"room_url\":\"https://r.example/b\"}");
        desks.bringToItsRoom(second);

        Room room = room("HTTPS://r.example/a");
        assertThat(desks.sessions.leave(ACME, room, Optional.of(new BotName("support"))))
                .containsExactly(second);
        assertThat(desks.sessions.leave(ACME, room, Optional.empty())).containsExactlyInAnyOrder(first, second);
        assertThat(desks.sessions.leave(ACME, room, Optional.empty())).containsExactly(second);
    }

    @Test
    void messagesAreKeptUntilTheyAreTooMany() throws InterruptedException {
        SessionId id = desks.accepted("{\"room_url\":\"https://r.example\"}").id();

        for (int i = 0; i < 64; i++) {
            assertThat(desks.sessions.post(ACME, id, message("m" + i, "{}"))).isEqualTo(new Posted.Accepted("m" + i));
        }

        assertThat(desks.sessions.post(ACME, id, message("more", "{}"))).isInstanceOf(Posted.MailboxFull.class);
        desks.sessions.stop(ACME, id);
        assertThat(desks.sessions.post(ACME, id, message("late", "{}"))).isInstanceOf(Posted.NotRunning.class);
        assertThat(desks.sessions.post(ACME, UNKNOWN, message("m", "{}"))).isInstanceOf(Posted.NotFound.class);
    }

    @Test
    void aCursorIsGoodForItsOwnListOnly() throws InterruptedException {
        var cursors = new PageCursor(new Signer(SealKeys.random()));
        Query mine = Query.of(Desks.ACME, 1);
        Query ended = new Query(ACME, Set.of(Stage.ENDED), Set.of(), Map.of(), Optional.empty(), Optional.empty(), 1);
        String cursor = cursors.after(UNKNOWN, mine);

        assertThat(cursors.read(cursor, mine)).contains(UNKNOWN);
        assertThat(cursors.read(cursor, Query.of(Desks.ACME, 500))).contains(UNKNOWN);
        assertThat(cursors.read(cursor, ended)).isEmpty();
        assertThat(cursors.read(cursor, Query.of(new Tenant("other"), 1))).isEmpty();
        assertThat(new PageCursor(new Signer(SealKeys.random())).read(cursor, mine))
                .isEmpty();
        for (int at = 0; at < cursor.length(); at++) {
            char other = cursor.charAt(at) == 'A' ? 'B' : 'A';
            String tampered = cursor.substring(0, at) + other + cursor.substring(at + 1);
            assertThat(cursors.read(tampered, mine).filter(id -> !id.equals(UNKNOWN)))
                    .isEmpty();
        }
        for (String forged : List.of("", "=", "ä", "x", cursor + "A", cursor.substring(1))) {
            assertThat(cursors.read(forged, mine)).isEmpty();
        }
    }

    private static Stage stage(Stopped stopped) {
        return switch (stopped) {
            case Stopped.Underway(SessionHead head) -> head.stage();
            case Stopped.EndedBefore(SessionHead head) -> head.stage();
            case Stopped.NotFound _ -> throw new AssertionError("not found");
        };
    }

    private static Message message(String id, String data) {
        return new Message(id, "note", Bodies.body(data));
    }

    private static Room room(String url) {
        return BodyReader.anyRoom(url) instanceof Room.Parsed(Room room) ? room : fail(url);
    }

    private static Room fail(String url) {
        throw new AssertionError("no room: " + url);
    }
}
