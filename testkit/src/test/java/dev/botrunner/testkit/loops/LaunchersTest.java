package dev.botrunner.testkit.loops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.botrunner.launch.Launcher;
import dev.botrunner.launch.LauncherProvider;
import dev.botrunner.launch.Launchers;
import dev.botrunner.launch.ObjectShape;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.TwinLauncher;
import dev.botrunner.testkit.TwinLauncherProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaunchersTest {

    private static final BotName ECHO = new BotName("echo");
    private static final BotName CHAT = new BotName("chat");
    private static final BotName PULLED = new BotName("pulled");

    /** Opens {@code sim:} URLs, but not while it is out. */
    private static final class Cluster implements LauncherProvider {
        private final List<String> opened = new ArrayList<>();
        private boolean out;

        @Override
        public Set<String> schemes() {
            return Set.of("sim");
        }

        @Override
        public Launcher open(Options options) {
            if (out) {
                throw new DependencyException(new Failure(ErrorCode.LAUNCHER_UNAVAILABLE, "No cluster"));
            }
            opened.add(options.url());
            return TwinLauncher.keeps();
        }
    }

    private final Cluster cluster = new Cluster();
    private final ManualTicker ticker = new ManualTicker();
    private Map<BotName, String> profiles = Map.of(ECHO, "twin:keep", CHAT, "sim:a", PULLED, Launchers.NONE);
    private final Launchers launchers = new Launchers(
            List.of(new TwinLauncherProvider(), cluster),
            () -> profiles,
            "http://link",
            _ -> ObjectShape.PLAIN,
            ticker);

    @Test
    void takesForBotsThatAreLaunched() {
        assertThat(launchers.takes()).containsOnly(Map.entry(ECHO, Duration.ZERO), Map.entry(CHAT, Duration.ZERO));
        assertThat(launchers.of(PULLED)).isEmpty();
        assertThat(launchers.of(ECHO)).isNotEqualTo(launchers.of(CHAT)).isPresent();
        assertThat(launchers.all()).hasSize(2);
    }

    @Test
    void opensEachOnceAndKeepsItWhenItsProfileGoes() {
        launchers.takes();
        profiles = Map.of(ECHO, "sim:a", PULLED, Launchers.NONE);

        assertThat(launchers.takes()).containsOnlyKeys(ECHO);
        assertThat(launchers.of(CHAT)).isEmpty();
        assertThat(launchers.all()).hasSize(2);
        assertThat(cluster.opened).containsExactly("sim:a");
    }

    @Test
    void oneThatCannotBeOpenedKeepsNoOtherBotWaitingAndIsTriedAgain() {
        cluster.out = true;
        assertThat(launchers.takes()).containsOnlyKeys(ECHO);

        cluster.out = false;
        assertThat(launchers.takes()).containsOnlyKeys(ECHO);
        ticker.advance(Duration.ofSeconds(10));
        assertThat(launchers.takes()).containsOnlyKeys(ECHO, CHAT);
    }

    @Test
    void anUnknownSchemeIsToldWithThoseThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Launchers.provider(List.of(new TwinLauncherProvider(), cluster), "kubernets:job"))
                .withMessage("No launcher for scheme 'kubernets'. Known: none, sim, twin."
                        + " Is the jar of its adapter on the class path?");
    }

    @Test
    void theTwinIsFoundByItsScheme() {
        var found = ServiceLoader.load(LauncherProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();

        assertThat(Launchers.provider(found, "twin:")).isInstanceOf(TwinLauncherProvider.class);
    }
}
