package dev.botrunner.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.botrunner.control.http.Address;
import dev.botrunner.control.http.RawHttp;
import dev.botrunner.control.settings.ControlSettings;
import dev.botrunner.control.settings.ControlSettings.Listening;
import dev.botrunner.files.KeysFile;
import dev.botrunner.join.Profile;
import dev.botrunner.join.Profiles;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.SealKeys;
import dev.botrunner.testkit.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A control server that is started before what it stands on. */
@Timeout(60)
class OpeningTest {

    private static final Profiles PROFILES = Profiles.of(Profile.named(new BotName("echo")));
    private static final Inputs INPUTS = new Inputs(() -> PROFILES, () -> KeysFile.EMPTY, SealKeys.random(), List.of());

    private final ManualTicker ticker = new ManualTicker();
    private final ControlSettings settings = ControlSettings.inMemory(Listening.onLoopback(0, 0, 0));
    private final List<Address> waits = new ArrayList<>();
    private int tries;

    private Opening opening(Supplier<Backend> backend) {
        return new Opening(settings, backend, ticker, Duration.ZERO, waits::add);
    }

    private static DependencyException failure(ErrorCode code) {
        return new DependencyException(new Failure(code, "The twin of a store is not there"));
    }

    private int status(String path) {
        return RawHttp.ask(waits.getFirst().port(), "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                .status();
    }

    @Test
    void whatDoesNotAnswerYetIsWaitedForAndMeanwhileItLivesAndIsNotReady() {
        List<Integer> probes = new ArrayList<>();
        Supplier<Backend> late = () -> {
            if (++tries < 3) {
                throw failure(ErrorCode.STORE_UNAVAILABLE);
            }
            List.of("/livez", "/readyz", "/healthz").forEach(path -> probes.add(status(path)));
            return Backend.open(settings, INPUTS, ticker);
        };
        try (Backend opened = opening(late).open()) {
            assertThat(opened.store().queue().depth().rows()).isEmpty();
        }
        assertThat(probes).containsExactly(200, 503, 503);
    }

    @Test
    void whatWaitingDoesNotMendIsToldAtOnce() {
        assertThatExceptionOfType(DependencyException.class)
                .isThrownBy(() -> opening(() -> {
                            throw failure(ErrorCode.INVALID_CONFIG);
                        })
                        .open());
        assertThat(waits).isEmpty();
    }

    @Test
    void whatTurnsOutToBeUnfitIsToldThoughItWasWaitedFor() {
        assertThatExceptionOfType(DependencyException.class)
                .isThrownBy(() -> opening(() -> {
                            throw failure(++tries < 2 ? ErrorCode.STORE_UNAVAILABLE : ErrorCode.INVALID_CONFIG);
                        })
                        .open())
                .satisfies(failed -> assertThat(failed.failure().code()).isEqualTo(ErrorCode.INVALID_CONFIG));
    }

    @Test
    void itIsNotWaitedForEver() {
        assertThatExceptionOfType(DependencyException.class)
                .isThrownBy(() -> opening(() -> {
                            tries++;
                            ticker.advance(Duration.ofSeconds(30));
                            throw failure(ErrorCode.STORE_UNAVAILABLE);
                        })
                        .open());
        assertThat(tries).isEqualTo(11);
    }
}
