package dev.botrunner.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisProxyIT {

    private final RedisServer server = RedisServer.start();
    private final RedisProxy proxy = RedisProxy.before(server);

    @AfterEach
    void end() {
        proxy.close();
        server.close();
    }

    @Test
    void passesOnWhatMeetsNoFault() {
        try (RedisTalk talk = talk()) {
            assertThat(talk.call("SET", "a", "1\r\n2")).isEqualTo("OK");
            assertThat(talk.call("MGET", "a", "b", "a")).isEqualTo("1\r\n2\n1\r\n2");
        }
    }

    @Test
    void aRequestThatIsCutOffIsNotDone() {
        proxy.next("INCR", new Fault.CutBeforeRequest());
        assertThatThrownBy(() -> talk().tell("INCR", "n")).isInstanceOf(UncheckedIOException.class);
        assertThat(server.call("GET", "n")).isEmpty();
        assertThat(proxy.isSpent()).isTrue();
    }

    @Test
    void anAnswerThatIsCutOffWasDone() {
        proxy.next("INCR", new Fault.CutBeforeAnswer());
        assertThatThrownBy(() -> talk().tell("INCR", "n")).isInstanceOf(UncheckedIOException.class);
        proxy.next("GET", new Fault.CutInsideAnswer(2));
        assertThatThrownBy(() -> talk().tell("GET", "n")).isInstanceOf(UncheckedIOException.class);
        assertThat(server.call("GET", "n")).isEqualTo("1");
    }

    @Test
    void theServerCanBeSpokenFor() {
        proxy.next(2, "GET", new Fault.Answer("-LOADING Redis is loading the dataset in memory"));
        try (RedisTalk talk = talk()) {
            assertThat(talk.tell("GET", "n")).startsWith("-LOADING");
            assertThat(talk.tell("GET", "n")).startsWith("-LOADING");
            assertThat(talk.tell("GET", "n")).isEmpty();
        }
    }

    @Test
    void whatIsDelayedComesAllTheSame() {
        proxy.next("INCR", new Fault.Delay(Duration.ofMillis(5)));
        assertThat(talk().call("INCR", "n")).isEqualTo("1");
    }

    @Test
    void aFrozenOneGoesOnWhenItThaws() {
        try (RedisTalk talk = talk()) {
            proxy.freeze();
            proxy.thaw();
            assertThat(talk.call("INCR", "n")).isEqualTo("1");
        }
    }

    @Test
    void oneThatRefusesCutsEveryone() {
        RedisTalk talk = talk();
        talk.call("PING");
        proxy.refuse();
        assertThatThrownBy(() -> talk.tell("PING")).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> talk().tell("PING")).isInstanceOf(UncheckedIOException.class);
        proxy.heal();
        assertThat(talk().call("PING")).isEqualTo("PONG");
    }

    private RedisTalk talk() {
        return RedisTalk.to(proxy.port(), Optional.empty());
    }
}
