package dev.botrunner.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.loop.Loop;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Protocol.Command;

/** Who asks is told something, whatever becomes of what was asked. */
@Timeout(60)
final class OverdueTest {

    @Test
    void whatTakesTooLongIsToldSo() {
        var overdue = new Overdue("test", Duration.ZERO);
        PendingCall waiting = call();
        PendingCall sent = call();
        assertThat(sent.send()).isTrue();
        overdue.watch(waiting);
        overdue.watch(sent);
        overdue.step();
        assertThat(code(waiting)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(code(sent)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(waiting.send()).isFalse();
    }

    @Test
    void whatWasToldAndWhatHasTimeIsLeftAlone() {
        var overdue = new Overdue("test", Duration.ofDays(1));
        PendingCall told = call();
        PendingCall waiting = call();
        told.answered("done");
        overdue.watch(told);
        overdue.watch(waiting);
        overdue.step();
        assertThat(told.await().text()).isEqualTo("done");
        assertThat(waiting.isTold()).isFalse();
        assertThat(waiting.send()).isTrue();
    }

    @Test
    void whoAsksWhileItEndsIsToldToo() {
        var overdue = new Overdue("test", Duration.ofDays(1));
        PendingCall underWay = call();
        assertThat(underWay.send()).isTrue();
        overdue.watch(underWay);
        overdue.close();
        assertThat(overdue.step()).isEqualTo(Loop.Did.NOTHING);
        underWay.answered("done");
        assertThat(overdue.step()).isEqualTo(Loop.Did.FINISHED);
        assertThat(underWay.await().text()).isEqualTo("done");
        PendingCall late = call();
        overdue.watch(late);
        assertThat(code(late)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    private static PendingCall call() {
        return new PendingCall(new Saying.Alone(RedisCommands.command(Command.INCR, "n")), true, false);
    }

    private static ErrorCode code(PendingCall call) {
        var failed = new ErrorCode[1];
        assertThatThrownBy(call::await)
                .isInstanceOfSatisfying(
                        DependencyException.class,
                        failure -> failed[0] = failure.failure().code());
        return failed[0];
    }
}
