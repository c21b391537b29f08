package dev.botrunner.room.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.room.Participant;
import dev.botrunner.room.RoomEntry;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.room.RoomStay;
import dev.botrunner.room.Utterance;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the port says of connections that are lost. */
public abstract class ReconnectContract {

    private static final String ROOM = "shaky";
    private static final String BOT = "bot-1";

    private final Listener adas = new Listener();
    private final Listener bots = new Listener();
    private RoomsUnderTest rooms;
    private RoomStay ada;
    private RoomStay bot;
    private Optional<RoomStay> eve = Optional.empty();

    protected abstract RoomsUnderTest rooms() throws Exception;

    @BeforeEach
    void open() throws Exception {
        rooms = rooms();
        ada = enter(rooms.url(ROOM), "id-1", "Ada", adas);
        bot = enter(rooms.shakyUrl(ROOM), BOT, "Bot", bots);
    }

    @AfterEach
    void close() {
        eve.ifPresent(RoomStay::close);
        ada.close();
        bot.close();
        rooms.close();
    }

    @Test
    void nobodySeesABotThatIsBackSoon() throws Exception {
        lose();
        rooms.mend(ROOM, BOT);
        assertThat(bots.await(RoomEvent.Back.class).roster())
                .extracting(Participant::name)
                .containsExactly("Ada");
        bot.say("Here I am");
        assertThat(adas.awaitSaid(1)).containsExactly("Here I am");
        assertThat(adas.heard()).noneMatch(RoomEvent.Left.class::isInstance);
    }

    @Test
    void whatHappenedMeanwhileComesOnceAndInOrder() throws Exception {
        var eves = new Listener();
        eve = Optional.of(enter(rooms.url(ROOM), "id-3", "Eve", eves));
        bots.await(RoomEvent.Joined.class);
        ada.say("before");
        bots.awaitSaid(1);
        lose();
        ada.say("one");
        assertThat(eves.awaitSaid(2)).containsExactly("before", "one");
        var bobs = new Listener();
        try (var bob = enter(rooms.url(ROOM), "id-2", "Bob", bobs)) {
            bob.say("two");
            adas.awaitSaid(1);
            bob.leave("bored");
            adas.await(RoomEvent.Left.class);
        }
        Utterance open = ada.speak();
        open.append("th");
        rooms.mend(ROOM, BOT);
        bots.await(RoomEvent.Back.class);
        open.append("ree");
        open.end();
        assertThat(bots.awaitSaid(4)).containsExactly("before", "one", "two", "three");
        assertThat(bots.heard().stream().map(Object::getClass).map(Class::getSimpleName))
                .containsExactly("Joined", "Said", "Away", "Back", "Said", "Joined", "Said", "Left", "Said");
    }

    @Test
    void whatTheBotSaysMeanwhileIsHeardOnceAndInOrder() throws Exception {
        Utterance begun = bot.speak();
        begun.append("Be");
        lose();
        begun.append("gun");
        List<String> words = IntStream.range(0, 100).mapToObj(n -> "w" + n).toList();
        words.forEach(word -> assertThat(bot.say(word)).isTrue());
        begun.end();
        rooms.mend(ROOM, BOT);
        List<String> said = adas.awaitSaid(101);
        assertThat(said.subList(0, 100)).isEqualTo(words);
        assertThat(said.getLast()).isEqualTo("Begun");
        bot.say("after");
        assertThat(adas.awaitSaid(102)).hasSize(102).endsWith("after");
    }

    @Test
    void moreThanASeatKeepsIsNotMadeUpFor() throws Exception {
        Utterance begun = bot.speak();
        begun.append("Be");
        lose();
        IntStream.range(0, rooms.replay() + 10).forEach(n -> ada.say("w" + n));
        assertThat(ada.roster()).hasSize(1);
        awaitAllSaid();
        rooms.mend(ROOM, BOT);
        assertThat(bots.await(RoomEvent.Back.class).roster())
                .extracting(Participant::name)
                .containsExactly("Ada", "Eve");
        adas.await(
                all -> all.stream().filter(RoomEvent.Joined.class::isInstance).count() == 3);
        assertThat(begun.append("gun")).isFalse();
        ada.say("now");
        assertThat(bots.awaitSaid(1)).containsExactly("now");
        bot.say("new");
        adas.await(all -> Listener.said(all).contains("new"));
    }

    @Test
    void whoeverIsEvictedWhileAwayDoesNotComeBack() throws Exception {
        lose();
        try (var other = enter(rooms.url(ROOM), BOT, "Bot", new Listener())) {
            assertThat(other.roster()).hasSize(1);
            mendWhereItIsStillThere();
            assertThat(bots.await(RoomEvent.Closed.class).why()).isEqualTo(RoomEvent.Why.EVICTED);
        }
    }

    @Test
    void tooMuchForALostConnectionIsRefused() throws Exception {
        lose();
        String piece = "x".repeat(10_000);
        int pieces = 0;
        while (bot.say(piece)) {
            pieces++;
        }
        assertThat(pieces).isBetween(20, 30);
        rooms.mend(ROOM, BOT);
        assertThat(adas.awaitSaid(pieces)).hasSize(pieces);
    }

    /** The room has had all of it once somebody who was there before has heard who came after it. */
    private void awaitAllSaid() throws InterruptedException {
        var eves = new Listener();
        eve = Optional.of(enter(rooms.url(ROOM), "id-3", "Eve", eves));
        eve.get().say("mark");
        adas.await(all -> Listener.said(all).contains("mark"));
    }

    protected void mendWhereItIsStillThere() {
        rooms.mend(ROOM, BOT);
    }

    private void lose() throws InterruptedException {
        rooms.cut(ROOM, BOT);
        bots.await(RoomEvent.Away.class);
    }

    private RoomStay enter(String url, String identity, String name, Listener ears) throws InterruptedException {
        boolean isBot = identity.startsWith("bot-");
        return rooms.transport().enter(new RoomEntry(url, Optional.empty(), identity, name, isBot), ears);
    }
}
