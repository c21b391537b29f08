package dev.botrunner.kubernetes;

import dev.botrunner.launch.Launcher;
import dev.botrunner.launch.LauncherProvider;
import dev.botrunner.launch.ObjectShape;
import dev.botrunner.launch.PoolPods;
import dev.botrunner.launch.PoolPods.PoolPod;
import dev.botrunner.launch.PoolPods.Stage;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.contracts.PoolContract;
import dev.botrunner.testkit.contracts.PoolUnderTest;
import dev.botrunner.testkit.kubernetes.ApiServer;
import java.time.Instant;
import java.util.Optional;

class KubernetesPoolTest extends PoolContract {

    @Override
    protected PoolUnderTest open(ManualTicker clock) {
        return new Stand();
    }

    private static final class Stand implements PoolUnderTest {

        private final ApiServer server = ApiServer.start();
        private final Launcher launcher;
        private int version = 1;

        private Stand() {
            String url = "kubernetes:pool?namespace=bots&server=" + server.url();
            launcher = new KubernetesLauncherProvider()
                    .open(new LauncherProvider.Options(url, "http://link", _ -> shape(), Ticker.system()));
        }

        private ObjectShape shape() {
            return new ObjectShape(Optional.of("example/bot:" + version), false, Json.Obj.EMPTY);
        }

        @Override
        public PoolPods pods() {
            return launcher.waiting().orElseThrow();
        }

        @Override
        public void become(PoolPod pod, Stage stage, Instant since) {
            server.change(LauncherStand.PODS, pod.name(), it -> switch (stage) {
                case STARTING -> LauncherStand.with(it, "status", PodStatuses.scheduled());
                case LACKING ->
                    LauncherStand.with(it, "status", PodStatuses.waiting("ImagePullBackOff", "no such tag"));
                case WAITING -> LauncherStand.with(it, "status", PodStatuses.running());
                case LEAVING -> leaving(it, since);
                case DONE -> LauncherStand.with(it, "status", PodStatuses.exited(0, "Completed"));
                case FAILED -> LauncherStand.with(it, "status", failed(since));
            });
        }

        private static Json.Obj leaving(Json.Obj pod, Instant since) {
            var metadata = LauncherStand.with(
                    pod.objAt("metadata").orElseThrow(), "deletionTimestamp", Json.str(since.toString()));
            return LauncherStand.with(pod, "metadata", metadata);
        }

        private static Json.Obj failed(Instant since) {
            var how = Json.obj().put("exitCode", 1).put("reason", "Error").put("finishedAt", since.toString());
            return PodStatuses.status(
                    "Failed", Json.obj().put("terminated", how.build()).build());
        }

        @Override
        public void changeProfile() {
            version++;
        }

        @Override
        public void close() {
            launcher.close();
            server.close();
        }
    }
}
