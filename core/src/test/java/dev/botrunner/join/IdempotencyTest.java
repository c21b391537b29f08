package dev.botrunner.join;

import static dev.botrunner.join.Desks.keyed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.SealKeys;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {

    private static final String BODY =
            "{\"room_url\":\"https://r.example\",\"config\":{\"a\":1,\"b\":[1.0,\"x\"]},\"room_policy\":\"another\"}";

    private final Desks desks = new Desks();

    @ParameterizedTest
    @ValueSource(
            strings = {
                BODY,
                "{\"room_policy\":\"another\",\"config\":{\"b\":[1.0,\"x\"],\"a\":1},\"room_url\":\"https://r.example\"}",
                " { \"room_url\" : \"https:\\/\\/r.example\", \"config\": {\"a\":1, \"b\":[1.0,\"\\u0078\"]},"
                        + " \"room_policy\":\"another\"}"
            })
    void equalValuesAreTheSameRequestHoweverTheyAreWritten(String again) throws InterruptedException {
        JoinAnswer first = desks.desk().join(keyed(BODY, "k"));
        JoinAnswer second = desks.desk().join(keyed(again, "k"));

        assertThat(second).isInstanceOfSatisfying(JoinAnswer.Replayed.class, replayed -> {
            assertThat(replayed.head().id())
                    .isEqualTo(((JoinAnswer.Accepted) first).head().id());
            assertThat(replayed.isReused()).isFalse();
        });
        assertThat(desks.count()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"room_url\":\"https://r.example\",\"config\":{\"a\":1,\"b\":[1,\"x\"]},\"room_policy\":\"another\"}",
                "{\"room_url\":\"https://r.example\",\"config\":{\"a\":1,\"b\":[\"x\",1.0]},\"room_policy\":\"another\"}",
                "{\"room_url\":\"https://r.example/\",\"config\":{\"a\":1,\"b\":[1.0,\"x\"]},\"room_policy\":\"another\"}",
                "{\"room_url\":\"https://r.example\",\"config\":{\"a\":1,\"b\":[1.0,\"x\"]},\"room_policy\":\"another\","
                        + "\"priority\":5}"
            })
    void otherValuesAreAnotherRequest(String other) throws InterruptedException {
        desks.desk().join(keyed(BODY, "k"));

        assertThat(desks.desk().join(keyed(other, "k"))).isInstanceOf(JoinAnswer.KeyReused.class);
        assertThat(desks.count()).isOne();
    }

    @Test
    void aReplayRepeatsThatItMetASession() throws InterruptedException {
        String join = "{\"room_url\":\"https://r.example\"}";
        SessionHead there = desks.accepted(join);
        desks.desk().join(keyed(join, "k"));

        JoinAnswer replayed = desks.desk().join(keyed(join, "k"));

        assertThat(replayed).isInstanceOfSatisfying(JoinAnswer.Replayed.class, answer -> {
            assertThat(answer.head().id()).isEqualTo(there.id());
            assertThat(answer.isReused()).isTrue();
        });
    }

    @Test
    void aNewSealKeyOnTopOfTheOldOneMakesNoOtherRequestOfIt() throws InterruptedException {
        String old = Base64.getEncoder().encodeToString(new byte[SealKeys.LENGTH]);
        String fresh = old.replaceFirst("A", "B");
        desks.desk(SealKeys.parse(old)).join(keyed(BODY, "k"));

        JoinDesk rotated = desks.desk(SealKeys.parse(fresh + "\n" + old));

        assertThat(rotated.join(keyed(BODY, "k"))).isInstanceOf(JoinAnswer.Replayed.class);
        assertThat(rotated.join(keyed("{\"room_url\":\"https://r.example\"}", "k")))
                .isInstanceOf(JoinAnswer.KeyReused.class);
        assertThat(desks.count()).isOne();
    }

    @Test
    void ofManyAtOnceWithOneKeyOneIsAccepted() throws InterruptedException {
        List<JoinAnswer> answers =
                atOnce(IntStream.range(0, 32).mapToObj(_ -> BODY).toList());

        List<SessionId> ids = answers.stream()
                .map(answer -> ((JoinAnswer.WithSession) answer).head().id())
                .distinct()
                .toList();
        assertThat(ids).hasSize(1);
        assertThat(answers).filteredOn(JoinAnswer.Accepted.class::isInstance).hasSize(1);
        assertThat(desks.count()).isOne();
    }

    @Test
    void ofManyDifferentOnesAtOnceWithOneKeyOneIsAcceptedAndTheOthersRefused() throws InterruptedException {
        List<JoinAnswer> answers = atOnce(IntStream.range(0, 32)
                .mapToObj(i -> "{\"room_url\":\"https://r.example/" + i + "\"}")
                .toList());

        assertThat(answers).filteredOn(JoinAnswer.Accepted.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(JoinAnswer.KeyReused.class::isInstance).hasSize(31);
        assertThat(desks.count()).isOne();
    }

    @Test
    void ofManyAtOnceInOneRoomOneIsAccepted() throws InterruptedException {
        Queue<JoinAnswer> answers = new ConcurrentLinkedQueue<>();
        JoinDesk desk = desks.desk();

        together(IntStream.range(0, 32)
                .<Work>mapToObj(i -> () -> answers.add(desk.join(Desks.call(
                        i % 2 == 0
                                ? "{\"room_url\":\"https://r.example/a\"}"
                                : "{\"room_url\":\"HTTPS://R.example:443/%61/\"}"))))
                .toList());

        assertThat(answers).filteredOn(JoinAnswer.Accepted.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(JoinAnswer.Reused.class::isInstance).hasSize(31);
        assertThat(desks.count()).isOne();
    }

    private List<JoinAnswer> atOnce(List<String> bodies) throws InterruptedException {
        Queue<JoinAnswer> answers = new ConcurrentLinkedQueue<>();
        JoinDesk desk = desks.desk();
        together(bodies.stream()
                .<Work>map(body -> () -> answers.add(desk.join(keyed(body, "k"))))
                .toList());
        return List.copyOf(answers);
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static void together(List<Work> work) throws InterruptedException {
        var start = new CountDownLatch(1);
        List<Thread> threads = work.stream()
                .map(each -> Thread.ofVirtual().start(() -> {
                    try {
                        start.await();
                        each.run();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .toList();
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
