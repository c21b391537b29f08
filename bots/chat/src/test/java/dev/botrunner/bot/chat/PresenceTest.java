package dev.botrunner.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.room.Participant;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.room.memory.Guest;
import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is told of, who keeps the bot there, and when it leaves an empty room. */
class PresenceTest {

    @Test
    void anEmptyRoomIsLeftAfterTenSeconds() {
        Stage stage = Stage.usual().enter();
        stage.pass(Duration.ofMillis(9_999));
        assertThat(stage.end()).isEmpty();
        stage.pass(Duration.ofMillis(1));
        assertThat(stage.reason()).isEqualTo("room_empty");
        assertThat(stage.end().orElseThrow().completed()).isTrue();
        assertThat(stage.room.participants()).isEmpty();
        assertThat(stage.said()).isEmpty();
    }

    @Test
    void whenTheLastOneHasLeftItStaysThreeSeconds() {
        Stage stage = Stage.usual().enter();
        var ada = stage.comes("Ada");
        stage.pass(Duration.ofMinutes(1));
        stage.leaves(ada);
        stage.pass(Duration.ofMillis(2_999));
        assertThat(stage.end()).isEmpty();
        stage.pass(Duration.ofMillis(1));
        assertThat(stage.reason()).isEqualTo("room_empty");
    }

    @Test
    void whoComesInTimeKeepsItThere() {
        Stage stage = Stage.usual().enter();
        stage.pass(Duration.ofSeconds(9));
        var ada = stage.comes("Ada");
        stage.pass(Duration.ofSeconds(5));
        stage.leaves(ada);
        stage.pass(Duration.ofSeconds(2));
        stage.comes("Grace");
        stage.pass(Duration.ofSeconds(10));
        assertThat(stage.end()).isEmpty();
    }

    @Test
    void bothWaitsAreConfigured() {
        var config = Json.obj()
                .put("empty_first_seconds", 1)
                .put("empty_after_seconds", new Json.Num("0.5"))
                .build();
        Stage stage = Stage.of(Casting.USUAL.config(config)).enter();
        var ada = stage.comes("Ada");
        stage.pass(Duration.ofSeconds(2));
        stage.leaves(ada);
        stage.pass(Duration.ofMillis(499));
        assertThat(stage.end()).isEmpty();
        stage.pass(Duration.ofMillis(1));
        assertThat(stage.reason()).isEqualTo("room_empty");
        Stage alone = Stage.of(Casting.USUAL.config(config)).enter();
        alone.pass(Duration.ofSeconds(1));
        assertThat(alone.reason()).isEqualTo("room_empty");
    }

    @Test
    void anEmptyRoomMayBeKept() {
        var config = Json.obj().put("leave_empty_room", false).build();
        Stage stage = Stage.of(Casting.USUAL.config(config)).enter();
        stage.pass(Duration.ofMinutes(20));
        assertThat(stage.end()).isEmpty();
    }

    @Test
    void otherBotsDoNotKeepItThere() {
        Stage stage = Stage.usual().enter();
        stage.comes(Guest.named("HAL").asBot());
        stage.pass(Duration.ofSeconds(10));
        assertThat(stage.reason()).isEqualTo("room_empty");
    }

    @Test
    void whoOnlyLooksOnKeepsItThereAndIsNotToldOf() {
        Stage stage = Stage.usual().enter();
        var eve = stage.comes(Guest.named("Eve").stealthy());
        stage.pass(Duration.ofMinutes(30));
        stage.says(eve, "psst");
        assertThat(stage.end()).isEmpty();
        assertThat(stage.eventTypes()).isEmpty();
        assertThat(stage.said()).isEmpty();
        assertThat(stage.model.asked()).isZero();
        stage.leaves(eve);
        assertThat(stage.eventTypes()).isEmpty();
        stage.pass(Duration.ofSeconds(3));
        assertThat(stage.reason()).isEqualTo("room_empty");
    }

    @Test
    void whoeverComesAndGoesIsToldOf() {
        Stage stage = Stage.usual();
        var ada = stage.comes("Ada Lovelace");
        stage.enter();
        stage.leaves(ada);
        assertThat(stage.events("bot.participant.joined")).singleElement().satisfies(data -> {
            assertThat(data.textAt("participant_id")).contains(ada.participant().id());
            assertThat(data.textAt("name")).contains("Ada Lovelace");
        });
        assertThat(stage.events("bot.participant.left"))
                .singleElement()
                .satisfies(data -> assertThat(data.textAt("reason")).contains("left"));
    }

    @Test
    void aLostConnectionIsNoEnd() {
        Stage stage = Stage.withAda();
        stage.room.drop(TwinContext.IDENTITY);
        stage.settle();
        stage.pass(Duration.ofSeconds(25));
        assertThat(stage.end()).isEmpty();
        stage.room.mend(TwinContext.IDENTITY);
        stage.settle();
        stage.pass(Duration.ofSeconds(25));
        assertThat(stage.end()).isEmpty();
        assertThat(stage.events("bot.participant.joined")).hasSize(1);
    }

    @Test
    void whoLeftWhileItWasAwayIsMissed() {
        Stage stage = Stage.usual().enter();
        var ada = stage.comes("Ada");
        stage.pass(Duration.ofSeconds(2));
        stage.room.drop(TwinContext.IDENTITY);
        stage.settle();
        stage.leaves(ada);
        stage.pass(Duration.ofSeconds(20));
        assertThat(stage.end()).isEmpty();
        stage.room.mend(TwinContext.IDENTITY);
        stage.settle();
        assertThat(stage.events("bot.participant.left")).hasSize(1);
        stage.pass(Duration.ofSeconds(3));
        assertThat(stage.reason()).isEqualTo("room_empty");
    }

    @Test
    void aRoomMadeAnewGivesIdsAgainAndOthersAreBehindThem() {
        Stage stage = Stage.usual().enter();
        var ada = stage.comes("Ada").participant();
        stage.pass(Duration.ofSeconds(2));
        stage.hears(new RoomEvent.Away());
        var grace = new Participant(ada.id(), "grace", "Grace", false, false, Optional.empty());
        stage.hears(new RoomEvent.Back(List.of(grace)));
        assertThat(stage.eventTypes()).endsWith("bot.participant.left", "bot.participant.joined");
        stage.pass(Duration.ofSeconds(1));
        assertThat(stage.said()).last().asString().startsWith("Hello Grace");
    }

    @Test
    void aRoomThatIsOverEndsTheSession() {
        Stage closed = Stage.withAda();
        closed.room.close();
        closed.settle();
        assertThat(closed.reason()).isEqualTo("room_closed");
        assertThat(closed.end().orElseThrow().completed()).isTrue();
        Stage lost = Stage.withAda();
        lost.room.lose(TwinContext.IDENTITY);
        lost.settle();
        assertThat(lost.reason()).isEqualTo("room_lost");
        assertThat(lost.end().orElseThrow().completed()).isFalse();
        Stage evicted = Stage.withAda();
        evicted.room.evict(TwinContext.IDENTITY);
        evicted.settle();
        assertThat(evicted.reason()).isEqualTo("room_evicted");
    }
}
