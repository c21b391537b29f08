package dev.botrunner.room.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.room.Participant;
import dev.botrunner.room.RoomEntry;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.room.RoomRefused;
import dev.botrunner.room.RoomStay;
import dev.botrunner.room.Utterance;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Secret;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The port's sentences about being in a room, see {@link dev.botrunner.room.RoomTransport}. */
public abstract class RoomTransportContract {

    protected static final String ROOM = "den";

    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "\u0000\u0001\u001b[31m\u007f\u0085",
            "\u202Eecilа\u2066\u2069 \u200F\uFEFF",
            "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67 e\u0301\u0301\u0301",
            "\"}{\\\\\n\r\t\u2028\u2029",
            "\uFFFF\uFFFE\uDBFF\uDFFF");

    private final Listener adas = new Listener();
    private final Listener bots = new Listener();
    private RoomsUnderTest rooms;

    protected abstract RoomsUnderTest rooms() throws Exception;

    @BeforeEach
    void open() throws Exception {
        rooms = rooms();
    }

    @AfterEach
    void close() {
        rooms.close();
        assertThat(adas.heardTwoAtOnce() || bots.heardTwoAtOnce()).isFalse();
    }

    @Test
    void whoeverComesSeesWhoIsThereAndIsSeen() throws Exception {
        try (var ada = ada();
                var bot = bot()) {
            Participant there = bot.roster().getFirst();
            assertThat(there.name()).isEqualTo("Ada");
            assertThat(there.identity()).isEqualTo("id-1");
            assertThat(there.bot()).isFalse();
            Participant seen = adas.await(RoomEvent.Joined.class).participant();
            assertThat(seen.name()).isEqualTo("Bot");
            assertThat(seen.bot()).isTrue();
            assertThat(ada.roster()).containsExactly(seen);
        }
    }

    @Test
    void whatIsSaidInPiecesIsHeardWhenItIsSaid() throws Exception {
        try (var ada = ada();
                var bot = bot()) {
            Utterance first = bot.speak();
            assertThat(first.append("Hel")).isTrue();
            Utterance second = bot.speak();
            second.append("Aside");
            second.end();
            first.append("lo");
            first.append("");
            first.end();
            first.append("too late");
            assertThat(adas.awaitSaid(2)).containsExactly("Aside", "Hello");
            ada.say("Hi");
            assertThat(bots.awaitSaid(1)).containsExactly("Hi");
            assertThat(bots.heard()).hasSize(1);
        }
    }

    @Test
    void whatIsBrokenOffStaysAndIsMarked() throws Exception {
        try (var _ = ada();
                var bot = bot()) {
            Utterance begun = bot.speak();
            begun.append("Once upon");
            begun.cancel();
            begun.end();
            bot.speak().cancel();
            bot.speak().end();
            bot.say("Enough");
            assertThat(adas.awaitSaid(2)).containsExactly("Once upon✂", "Enough");
        }
    }

    @Test
    void anyTextArrivesAsItWasSaid() throws Exception {
        try (var _ = ada();
                var bot = bot()) {
            HOSTILE.forEach(bot::say);
            Utterance halves = bot.speak();
            halves.append("x\uD83D");
            halves.append("\uDE00y\uD83D");
            halves.append("z\uDE00");
            halves.end();
            assertThat(adas.awaitSaid(HOSTILE.size() + 1))
                    .startsWith(HOSTILE.toArray(String[]::new))
                    .endsWith("x\uD83D\uDE00y\uFFFDz\uFFFD");
        }
    }

    @Test
    void whatOneSaysIsHeardInItsOrder() throws Exception {
        List<String> words = IntStream.range(0, 300).mapToObj(n -> "w" + n).toList();
        try (var _ = ada();
                var bot = bot()) {
            words.forEach(bot::say);
            assertThat(adas.awaitSaid(words.size())).isEqualTo(words);
        }
    }

    @Test
    void anUtteranceHasALimitAndIsCutThere() throws Exception {
        try (var _ = ada();
                var bot = bot()) {
            Utterance endless = bot.speak();
            String piece = "ä".repeat(1000);
            int pieces = 0;
            while (endless.append(piece)) {
                pieces++;
            }
            assertThat(pieces).isEqualTo(Utterance.MAX_BYTES / 2000);
            bot.say("next");
            List<String> said = adas.awaitSaid(2);
            assertThat(said.getFirst()).hasSize(Utterance.MAX_BYTES / 2 + 1).endsWith("✂");
            assertThat(said.getLast()).isEqualTo("next");
        }
    }

    @Test
    void theOldestOfTooManyOpenUtterancesIsCut() throws Exception {
        try (var _ = ada();
                var bot = bot()) {
            List<Utterance> open = IntStream.rangeClosed(0, Utterance.MOST_OPEN)
                    .mapToObj(n -> {
                        Utterance utterance = bot.speak();
                        utterance.append("u" + n);
                        return utterance;
                    })
                    .toList();
            assertThat(adas.awaitSaid(1)).containsExactly("u0✂");
            assertThat(open.getFirst().append("more")).isFalse();
            open.forEach(Utterance::end);
            assertThat(adas.awaitSaid(1 + Utterance.MOST_OPEN)).containsExactly("u0✂", "u1", "u2", "u3", "u4");
        }
    }

    @Test
    void typingIsSeen() throws Exception {
        try (var _ = ada();
                var bot = bot()) {
            bot.typing(true);
            assertThat(adas.await(RoomEvent.Typing.class).on()).isTrue();
            bot.typing(false);
            RoomEvent.Typing off = adas.await(RoomEvent.Typing.class, typing -> !typing.on());
            assertThat(off.participant().name()).isEqualTo("Bot");
        }
    }

    @Test
    void whoeverLeavesIsGoneAndHearsNothingMore() throws Exception {
        try (var ada = ada()) {
            RoomStay bot = bot();
            Utterance unfinished = bot.speak();
            unfinished.append("But");
            bot.leave("said_goodbye");
            bot.leave("twice");
            assertThat(adas.await(RoomEvent.Left.class).reason()).isEqualTo("said_goodbye");
            assertThat(Listener.said(adas.heard())).containsExactly("But✂");
            assertThat(ada.roster()).isEmpty();
            int heard = bots.heard().size();
            ada.say("Still there?");
            assertThat(unfinished.append("no")).isFalse();
            assertThat(bot.say("no")).isFalse();
            assertThat(bot.roster()).isEmpty();
            assertThat(bots.heard()).hasSize(heard);
        }
    }

    @Test
    void anIdentityIsInARoomOnce() throws Exception {
        var later = new Listener();
        try (var ada = ada();
                var older = bot();
                var newer = enter(rooms.url(ROOM), "bot-1", "Bot", later)) {
            assertThat(bots.await(RoomEvent.Closed.class).why()).isEqualTo(RoomEvent.Why.EVICTED);
            assertThat(adas.await(RoomEvent.Left.class).reason()).isEqualTo("evicted");
            adas.await(all ->
                    all.stream().filter(RoomEvent.Joined.class::isInstance).count() == 2);
            assertThat(ada.roster()).hasSize(1);
            assertThat(older.say("I am not here")).isFalse();
            newer.say("I am");
            assertThat(adas.awaitSaid(1)).containsExactly("I am");
        }
    }

    @Test
    void aClosedRoomIsOverForAll() throws Exception {
        try (var _ = ada();
                var _ = bot()) {
            rooms.closeRoom(ROOM);
            assertThat(adas.await(RoomEvent.Closed.class).why()).isEqualTo(RoomEvent.Why.CLOSED);
            assertThat(bots.await(RoomEvent.Closed.class).why()).isEqualTo(RoomEvent.Why.CLOSED);
            try (var again = enter(rooms.url(ROOM), "id-2", "Bob", new Listener())) {
                assertThat(again.roster()).isEmpty();
            }
        }
    }

    @Test
    void aRoomRefusesWhomItDoesNotWant() throws Exception {
        try (var strict = rooms.with(new Secret("open sesame"), 1)) {
            assertRefused(strict, Optional.empty(), "Bot", RoomRefused.Why.BAD_TOKEN);
            assertRefused(strict, Optional.of(new Secret("sesame")), "Bot", RoomRefused.Why.BAD_TOKEN);
            var token = Optional.of(new Secret("open sesame"));
            for (String name : List.of("", "  ", "a\nb", "\uD83D", "x".repeat(Participant.MAX_NAME + 1))) {
                assertRefused(strict, token, name, RoomRefused.Why.BAD_NAME);
            }
            var entry = new RoomEntry(strict.url(ROOM), token, "id-1", "Ada", false);
            try (var _ = strict.transport().enter(entry, adas)) {
                assertRefused(strict, token, "Bot", RoomRefused.Why.FULL);
            }
        }
        assertThatThrownBy(() -> enter("http:///no/host", "id", "Bot", bots))
                .isInstanceOfSatisfying(
                        RoomRefused.class, refused -> assertThat(refused.why()).isEqualTo(RoomRefused.Why.UNKNOWN));
    }

    @Test
    void aRoomThatDoesNotAnswerIsAFailure() {
        assertThatThrownBy(() -> enter(rooms.deadUrl(), "id", "Bot", bots)).isInstanceOf(DependencyException.class);
    }

    private void assertRefused(RoomsUnderTest of, Optional<Secret> token, String name, RoomRefused.Why why) {
        var entry = new RoomEntry(of.url(ROOM), token, "bot-1", name, true);
        assertThatThrownBy(() -> of.transport().enter(entry, bots))
                .isInstanceOfSatisfying(
                        RoomRefused.class, refused -> assertThat(refused.why()).isEqualTo(why));
    }

    private RoomStay ada() throws InterruptedException {
        return enter(rooms.url(ROOM), "id-1", "Ada", adas);
    }

    private RoomStay bot() throws InterruptedException {
        return enter(rooms.url(ROOM), "bot-1", "Bot", bots);
    }

    private RoomStay enter(String url, String identity, String name, Listener ears) throws InterruptedException {
        boolean bot = identity.startsWith("bot-");
        return rooms.transport().enter(new RoomEntry(url, Optional.empty(), identity, name, bot), ears);
    }
}
