package dev.botrunner.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.testkit.redis.Fault;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisProxy;
import dev.botrunner.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** Calls that a replica must have: each is told once, and what was told is not sent again. */
@Timeout(60)
final class DurableBatchIT {

    private static final Fault ONE_HAS_IT = new Fault.Answer(":1");
    private static final Fault NONE_HAS_IT = new Fault.Answer(":0");
    private static final Fault REPLICA = new Fault.Answer("-READONLY You can't write against a read only replica.");
    private static final String ECHO = "local all = {'now', 'epoch'} "
            + "for _, word in ipairs(ARGV) do redis.call('RPUSH', KEYS[1], word) all[#all + 1] = word end return all";

    private final RedisServer server = RedisServer.start(RedisPlan.MEMORY);
    private final RedisProxy proxy = RedisProxy.before(server);
    private final RedisConnections connections =
            new RedisConnections(RedisUrl.parse(proxy.url()), "{t}", RedisTimes.STANDARD);
    private final LinkedBlockingDeque<PendingCall> waiting = new LinkedBlockingDeque<>();

    private final PendingCall first = call(Command.RPUSH);
    private final PendingCall middle = call(Command.APPEND);
    private final PendingCall last = call(Command.SADD);

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    @Test
    void theyAreToldOnceAReplicaHasThem() {
        proxy.next("WAIT", ONE_HAS_IT);
        carry(first, middle, last);
        assertThat(List.of(first, middle, last))
                .allSatisfy(call -> assertThat(call.await().number()).isEqualTo(1));
        assertThat(waiting).isEmpty();
    }

    @Test
    void whatWasRefusedInTheMiddleIsSentAgainAndTheOthersAreTold() {
        proxy.next("APPEND", REPLICA);
        proxy.next("WAIT", ONE_HAS_IT);
        carry(first, middle, last);
        assertThat(first.await().number()).isEqualTo(1);
        assertThat(last.await().number()).isEqualTo(1);
        assertWaitingAndUntold(middle);
    }

    @Test
    void whatWasRefusedInTheMiddleIsNotToldThatNoReplicaHasIt() {
        proxy.next("APPEND", REPLICA);
        proxy.next("WAIT", NONE_HAS_IT);
        carry(first, middle, last);
        assertUnknown(first);
        assertUnknown(last);
        assertWaitingAndUntold(middle);
    }

    @Test
    void whatIsCutOffBeforeAReplicaIsKnownToHaveItIsSentAgainAndToldOnce() {
        proxy.next("APPEND", REPLICA);
        proxy.next("WAIT", new Fault.CutBeforeRequest());
        carry(first, middle, last);
        assertWaitingAndUntold(first, middle, last);
        assertThat(server.call("LLEN", "k:RPUSH")).isEqualTo("2");
    }

    @Test
    void whatWasAnsweredAndIsRefusedWhenItIsSentAgainMayHaveBeenDone() {
        proxy.next("WAIT", new Fault.CutBeforeRequest());
        proxy.next("WAIT", ONE_HAS_IT);
        List<PendingCall> again = carry(first);
        assertThat(again).containsExactly(first);
        proxy.next("RPUSH", new Fault.Answer("-OOM command not allowed when used memory > 'maxmemory'."));
        carry(first);
        assertUnknown(first);
        assertThat(waiting).isEmpty();
    }

    @Test
    void thoseWhoSayItTogetherAreToldTogether() {
        PendingCall one = together("a");
        PendingCall other = together("b");
        proxy.next("WAIT", ONE_HAS_IT);
        carry(one, other);
        assertThat(words(one)).containsExactly("now", "epoch", "a");
        assertThat(words(other)).containsExactly("now", "epoch", "b");
    }

    @Test
    void ofThoseWhoSayItTogetherNobodyIsToldWhatNoReplicaHas() {
        PendingCall one = together("a");
        PendingCall other = together("b");
        proxy.next("WAIT", NONE_HAS_IT);
        carry(one, other);
        assertUnknown(one);
        assertUnknown(other);
        assertThat(waiting).isEmpty();
    }

    @Test
    void thoseWhoSayItTogetherAreSentAgainEachOnceWhereTheyWereCutOff() {
        PendingCall one = together("a");
        PendingCall other = together("b");
        proxy.next("EVAL", REPLICA);
        proxy.next("WAIT", new Fault.CutBeforeRequest());
        carry(one, other);
        assertWaitingAndUntold(one, other);
    }

    /** Answers with what is to be sent again. */
    private List<PendingCall> carry(PendingCall... calls) {
        waiting.clear();
        assertThat(calls).allMatch(PendingCall::send);
        Connection connection = connections.connect();
        new Batch(List.of(calls), waiting, new Breaker(connections.url()), Duration.ofSeconds(1)).carry(connection);
        RedisConnections.close(connection);
        return new ArrayList<>(waiting);
    }

    /** Each has to be sent once more, and then is answered. */
    private void assertWaitingAndUntold(PendingCall... calls) {
        assertThat(waiting).containsExactlyInAnyOrder(calls);
        proxy.next("WAIT", ONE_HAS_IT);
        carry(calls);
        assertThat(waiting).isEmpty();
        assertThat(calls).allSatisfy(call -> assertThat(call.await().again()).isTrue());
    }

    private static void assertUnknown(PendingCall call) {
        assertThatThrownBy(() -> call.await())
                .isInstanceOfSatisfying(
                        DependencyException.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
    }

    private static PendingCall call(Command command) {
        return new PendingCall(
                new Saying.Alone(RedisCommands.command(command, "k:" + command.name(), "x")), true, true);
    }

    private static PendingCall together(String word) {
        List<byte[]> common = List.of(ECHO.getBytes(UTF_8), new byte[] {'1'}, "said".getBytes(UTF_8));
        return new PendingCall(
                new SharedCommand(Command.EVAL, ECHO, common, List.of(word.getBytes(UTF_8))), true, true);
    }

    private static List<String> words(PendingCall call) {
        return call.await().items().stream().map(RedisCommands::text).toList();
    }
}
