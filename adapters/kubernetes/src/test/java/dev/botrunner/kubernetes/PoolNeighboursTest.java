package dev.botrunner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.launch.Launcher;
import dev.botrunner.launch.LauncherProvider;
import dev.botrunner.launch.ObjectShape;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.kubernetes.ApiServer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two installations that launch into one namespace. */
class PoolNeighboursTest {

    private static final BotName ECHO = new BotName("echo");

    private static Launcher of(ApiServer server, String linkUrl) {
        var shape = new ObjectShape(Optional.of("example/bot:1"), false, Json.Obj.EMPTY);
        return new KubernetesLauncherProvider()
                .open(new LauncherProvider.Options(
                        "kubernetes:pool?namespace=bots&server=" + server.url(), linkUrl, _ -> shape, Ticker.system()));
    }

    @Test
    void eachSeesThePodsThatGoToItsOwnLink() throws InterruptedException {
        try (ApiServer server = ApiServer.start();
                Launcher ours = of(server, "http://ours:8082");
                Launcher theirs = of(server, "http://theirs:8082")) {
            var pods = theirs.waiting().orElseThrow();
            pods.create(ECHO);
            assertThat(pods.of(ECHO)).hasSize(1);
            assertThat(pods.bots()).containsExactly(ECHO);
            assertThat(theirs.present()).hasSize(1);

            assertThat(ours.waiting().orElseThrow().of(ECHO)).isEmpty();
            assertThat(ours.waiting().orElseThrow().bots()).isEmpty();
            assertThat(ours.present()).isEmpty();
        }
    }

    @Test
    void whoOnlyLooksSeesAll() throws InterruptedException {
        try (ApiServer server = ApiServer.start();
                Launcher theirs = of(server, "http://theirs:8082");
                Launcher auditor = of(server, "")) {
            theirs.waiting().orElseThrow().create(ECHO);
            assertThat(auditor.present()).hasSize(1);
        }
    }
}
