package dev.botrunner.join;

import static dev.botrunner.join.Desks.call;
import static dev.botrunner.join.Desks.keyed;
import static dev.botrunner.join.Desks.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.QueuePlace;
import dev.botrunner.session.Json;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Stage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import org.junit.jupiter.api.Test;

class JoinDeskTest {

    private static final String JOIN = "{\"room_url\":\"https://rooms.example/standup\"}";

    private final Desks desks = new Desks();

    @Test
    void anAcceptedJoinWaitsInLine() throws InterruptedException {
        JoinAnswer answer = desks.desk().join(call(JOIN));

        assertThat(answer).isInstanceOfSatisfying(JoinAnswer.Accepted.class, accepted -> {
            assertThat(accepted.head().stage()).isEqualTo(Stage.QUEUED);
            assertThat(accepted.head().about().tenant()).isEqualTo(Desks.ACME);
            assertThat(accepted.place()).contains(new QueuePlace(1, Optional.empty()));
            assertThat(accepted.head().progress().startDeadline())
                    .isEqualTo(accepted.head().about().createdAt().plusSeconds(60));
        });
    }

    @Test
    void secretsStandSealedInTheSpecAndNowhereElse() throws InterruptedException {
        SessionHead head = desks.accepted("""
                {"room_url": "https://rooms.example/standup", "room_token": "t0k",
                 "secrets": {"API_KEY": "s3cret"}, "labels": {"team": "a"}}""");

        SessionSpec spec = desks.store.ledger().spec(head.id()).orElseThrow();
        assertThat(desks.opened(head.id()).text())
                .isEqualTo("{\"room_token\":\"t0k\",\"secrets\":{\"API_KEY\":\"s3cret\"}}");
        assertThat(spec.sealed().orElseThrow()).doesNotContain("s3cret").doesNotContain("t0k");
        assertThat(head.toString()).doesNotContain("s3cret").doesNotContain("t0k");
        assertThat(spec.labels()).containsEntry("team", "a");
    }

    @Test
    void aFaultyJoinPutsNothingIntoTheLine() throws InterruptedException {
        JoinAnswer answer = desks.desk().join(keyed("{\"room_url\":7,\"x\":1}", "k"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        JoinAnswer.Faulty.class,
                        faulty -> assertThat(faulty.faults()).hasSize(2));
        assertThat(desks.count()).isZero();
        assertThat(desks.desk().join(keyed(JOIN, "k"))).isInstanceOf(JoinAnswer.Accepted.class);
    }

    @Test
    void oneRoomInTwoSpellingsIsOneRoom() throws InterruptedException {
        SessionHead first = desks.accepted("{\"room_url\":\"https://Rooms.Example:443/a/../standup/#x\"}");

        JoinAnswer second = desks.desk().join(call(JOIN));

        assertThat(second).isInstanceOfSatisfying(JoinAnswer.Reused.class, reused -> {
            assertThat(reused.head().id()).isEqualTo(first.id());
            assertThat(reused.isReused()).isTrue();
        });
        assertThat(desks.count()).isOne();
    }

    @Test
    void aTakenRoomIsRefusedOrSharedAsTheJoinWants() throws InterruptedException {
        SessionHead first = desks.accepted(JOIN);

        JoinAnswer refused =
                desks.desk().join(call("{\"room_url\":\"https://rooms.example/standup\",\"room_policy\":\"refuse\"}"));
        JoinAnswer another =
                desks.desk().join(call("{\"room_url\":\"https://rooms.example/standup\",\"room_policy\":\"another\"}"));

        assertThat(refused).isEqualTo(new JoinAnswer.RoomTaken(first.id()));
        assertThat(another).isInstanceOf(JoinAnswer.Accepted.class);
        assertThat(desks.count()).isEqualTo(2);
    }

    @Test
    void aFullQueueSaysWhoseItIs() throws InterruptedException {
        var full = new Desks(Caps.limitedBy(0));

        assertThat(full.desk().join(call(JOIN)))
                .isInstanceOfSatisfying(
                        JoinAnswer.Full.class,
                        answer -> assertThat(answer.scope()).isEqualTo(Enqueued.Scope.QUEUE));
    }

    @Test
    void aWaitEndsWhenTheBotIsInItsRoom() throws InterruptedException {
        SessionHead head = desks.accepted(JOIN);
        desks.bringToItsRoom(head.id());

        JoinAnswer answer = desks.desk().join(waiting(call(JOIN), Duration.ofSeconds(60)));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        JoinAnswer.Reused.class,
                        reused -> assertThat(reused.head().stage()).isEqualTo(Stage.JOINED));
    }

    @Test
    void aWaitSeesAChangeThatComesMeanwhile() throws InterruptedException {
        SessionId id = ((JoinAnswer.Accepted) desks.desk().join(keyed(JOIN, "k")))
                .head()
                .id();
        var answers = new ArrayBlockingQueue<JoinAnswer>(1);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                answers.add(desks.desk().join(waiting(keyed(JOIN, "k"), Duration.ofSeconds(60))));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });

        desks.sessions.stop(Optional.of(Desks.ACME), id);
        waiting.join(Duration.ofSeconds(30));

        assertThat(answers.poll())
                .isInstanceOfSatisfying(
                        JoinAnswer.Replayed.class,
                        answer -> assertThat(answer.head().stage()).isEqualTo(Stage.ENDED));
    }

    @Test
    void whoWaitsIsLetGoWhenTheServerStops() throws InterruptedException {
        SessionHead head = desks.accepted(JOIN);
        var watch = new SessionWatch(desks.store.ledger(), Ticker.system());

        watch.close();

        assertThat(watch.await(head.id(), SessionHead::hasEnded, Duration.ofHours(1)))
                .map(SessionHead::stage)
                .contains(Stage.QUEUED);
    }

    @Test
    void aWaitEndsWithItsTime() throws InterruptedException {
        JoinAnswer answer = desks.desk().join(waiting(call(JOIN), Duration.ofMillis(5)));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        JoinAnswer.Accepted.class,
                        accepted -> assertThat(accepted.head().stage()).isEqualTo(Stage.QUEUED));
    }

    @Test
    void anIdThatNobodyHereCanLookUpGoesToTheRunnerAsItIs() throws InterruptedException {
        SessionHead head = desks.accepted("{\"room_url\":\"https://r.example\",\"personality_id\":\"ada\"}");

        SessionSpec spec = desks.store.ledger().spec(head.id()).orElseThrow();
        assertThat(spec.persona().personality().map(Json::text)).contains("{\"personality_id\":\"ada\"}");
    }

    @Test
    void theAnswerTellsOfNoIdThatIsNoSession() throws InterruptedException {
        SessionHead head = desks.accepted(JOIN);

        assertThat(desks.sessions.find(Optional.of(Desks.ACME), head.id())).isPresent();
        assertThat(desks.sessions.find(Optional.of(Desks.ACME), new SessionId("01k0000000000000000000000a")))
                .isEmpty();
    }
}
