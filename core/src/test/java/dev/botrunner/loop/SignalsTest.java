package dev.botrunner.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignalsTest {

    @Test
    void aSignalIsHeardAsOftenAsItComes() throws Exception {
        // One that ends nothing where nobody listens.
        var heard = new LinkedBlockingQueue<String>();
        assertThat(Signals.listen(List.of("WINCH"), heard::add)).isTrue();
        raise("WINCH");
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("WINCH");
        raise("WINCH");
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("WINCH");
    }

    private static void raise(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        signal.getMethod("raise", signal)
                .invoke(null, signal.getConstructor(String.class).newInstance(name));
    }

    @Test
    void aSignalThatTheJvmKeepsForItselfIsNotHeard() {
        assertThat(Signals.listen(List.of("KILL"), _ -> {})).isFalse();
    }
}
