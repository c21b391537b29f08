package dev.botrunner.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.testkit.redis.RedisPlan;
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
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** What is said together is done once for each, answered to each, and refused to none for another's sake. */
@Timeout(60)
final class TogetherIT {

    private static final String ECHO = "local all = {'now', 'epoch'} "
            + "for _, word in ipairs(ARGV) do redis.call('RPUSH', KEYS[1], word) all[#all + 1] = word end return all";
    private static final String PICKY = "for _, word in ipairs(ARGV) do "
            + "if word == 'bad' then return redis.error_reply('ERR it is bad') end end return {'now', 'epoch', ARGV[1]}";

    private final RedisServer server = RedisServer.start(RedisPlan.MEMORY);
    private final RedisConnections connections =
            new RedisConnections(RedisUrl.parse(server.url()), "{t}", RedisTimes.STANDARD);
    private final Connection connection = connections.connect();
    private final LinkedBlockingDeque<PendingCall> waiting = new LinkedBlockingDeque<>();

    @AfterEach
    void close() {
        RedisConnections.close(connection);
        server.close();
    }

    @Test
    void eachGetsItsOwnPartOfTheAnswer() {
        List<PendingCall> calls = List.of(call(ECHO, "a"), call(ECHO, "b"), call(ECHO, "c"));
        carry(calls);
        assertThat(calls.stream().map(TogetherIT::words))
                .containsExactly(
                        List.of("now", "epoch", "a"), List.of("now", "epoch", "b"), List.of("now", "epoch", "c"));
        assertThat(server.call("LLEN", "said")).isEqualTo("3");
    }

    @Test
    void theyAreOneCommandForTheServer() {
        List<PendingCall> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(call(ECHO, "w" + i));
        }
        assertThat(Parcel.of(calls)).hasSize(1);
        for (int i = 20; i < 33; i++) {
            calls.add(call(ECHO, "w" + i));
        }
        assertThat(Parcel.of(calls)).hasSize(2);
    }

    @Test
    void whatIsOfAnotherKindGoesByItself() {
        var plain = new PendingCall(new Saying.Alone(RedisCommands.command(Command.PING)), false, false);
        List<PendingCall> calls = List.of(call(ECHO, "a"), plain, call(PICKY, "b"), call(ECHO, "c"));
        carry(calls);
        assertThat(words(calls.getLast())).containsExactly("now", "epoch", "c");
        assertThat(plain.await().text()).isEqualTo("PONG");
        assertThat(words(calls.get(2))).containsExactly("now", "epoch", "b");
    }

    @Test
    void whatWasRefusedTogetherIsTriedOnceMoreAlone() {
        PendingCall good = call(PICKY, "good");
        PendingCall bad = call(PICKY, "bad");
        PendingCall other = call(PICKY, "other");
        carry(List.of(good, bad, other));
        assertThat(waiting).containsExactly(good, bad, other);
        List<PendingCall> again = new ArrayList<>(waiting);
        waiting.clear();
        assertThat(Parcel.of(again)).hasSize(3);
        carry(again);
        assertThat(words(good)).containsExactly("now", "epoch", "good");
        assertThat(words(other)).containsExactly("now", "epoch", "other");
        assertThat(good.await().again()).isTrue();
        assertThatThrownBy(() -> bad.await())
                .isInstanceOf(JedisDataException.class)
                .hasMessageContaining("it is bad");
        assertThat(waiting).isEmpty();
    }

    @Test
    void aScriptThatTheServerDoesNotKnowIsToldToEach() {
        List<PendingCall> calls = List.of(unknown("a"), unknown("b"));
        carry(calls);
        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(() -> call.await()).isInstanceOf(JedisNoScriptException.class));
    }

    private void carry(List<PendingCall> calls) {
        assertThat(calls).allMatch(PendingCall::send);
        new Batch(calls, waiting, new Breaker(connections.url()), Duration.ofSeconds(1)).carry(connection);
    }

    private static PendingCall call(String script, String word) {
        return shared(Command.EVAL, script, word);
    }

    private static PendingCall unknown(String word) {
        return shared(Command.EVALSHA, "0000000000000000000000000000000000000000", word);
    }

    private static PendingCall shared(Command command, String script, String word) {
        List<byte[]> common = List.of(script.getBytes(UTF_8), new byte[] {'1'}, "said".getBytes(UTF_8));
        return new PendingCall(new SharedCommand(command, script, common, List.of(word.getBytes(UTF_8))), true, false);
    }

    private static List<String> words(PendingCall call) {
        return call.await().items().stream().map(RedisCommands::text).toList();
    }
}
