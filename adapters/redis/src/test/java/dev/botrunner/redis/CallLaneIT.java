package dev.botrunner.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisProxy;
import dev.botrunner.testkit.redis.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** What a lane does before it sends, and with what nobody expects. */
@Timeout(60)
final class CallLaneIT {

    private final RedisServer server = RedisServer.start(RedisPlan.MEMORY);
    private final RedisProxy proxy = RedisProxy.before(server);
    private final RedisConnections connections =
            new RedisConnections(RedisUrl.parse(proxy.url()), "{t}", RedisTimes.STANDARD);

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    @Test
    void aConnectionStandsUntilItsOtherSideHasLeft() {
        try (WatchedConnection connection = connections.watched()) {
            assertThat(connection.stands()).isTrue();
            assertThat(connection.ping()).isTrue();
            assertThat(connection.stands()).isTrue();
            proxy.cut();
            while (connection.stands()) {
                Thread.onSpinWait();
            }
            assertThat(connection.stands()).isFalse();
        }
    }

    @Test
    void whatNobodyExpectedIsToldToWhomeverItMetAndTheOthersGoOn() {
        var absurd = new CommandArguments(() -> {
            throw new IllegalStateException("It cannot be said");
        });
        try (RedisCalls calls = RedisCalls.start(connections, "test")) {
            assertThat(code(calls, absurd)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
            assertThat(calls.read(RedisCommands.command(Command.PING)).text()).isEqualTo("PONG");
        }
    }

    @Test
    void whatHasWaitedForItsSecondTryTooLongMayHaveBeenDone() {
        PendingCall sent = writing();
        assertThat(sent.send()).isTrue();
        sent.cutOff();
        assertThat(sent.again()).isTrue();
        sent.leave("too late", "too late");
        assertThatThrownBy(sent::await)
                .isInstanceOfSatisfying(
                        DependencyException.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
        assertThat(sent.send()).isFalse();
        PendingCall unsent = writing();
        unsent.leave("too late", "too late");
        assertThatThrownBy(unsent::await)
                .isInstanceOfSatisfying(
                        DependencyException.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotSentAgain() {
        PendingCall call = writing();
        assertThat(call.send()).isTrue();
        call.leave("too late", "too late");
        assertThatThrownBy(call::await).isInstanceOf(DependencyException.class);
        assertThat(call.again()).isFalse();
        PendingCall told = writing();
        told.answered("done");
        assertThat(told.send()).isFalse();
    }

    private static PendingCall writing() {
        return new PendingCall(new Saying.Alone(RedisCommands.command(Command.INCR, "n")), true, false);
    }

    private static ErrorCode code(RedisCalls calls, CommandArguments command) {
        try {
            throw new AssertionError("It was answered: " + calls.read(command));
        } catch (DependencyException failed) {
            return failed.failure().code();
        }
    }
}
