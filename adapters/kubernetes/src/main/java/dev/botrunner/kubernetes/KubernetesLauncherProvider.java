package dev.botrunner.kubernetes;

import dev.botrunner.launch.Launcher;
import dev.botrunner.launch.LauncherProvider;
import dev.botrunner.session.DependencyException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Set;

/** Opens {@code kubernetes:job}, {@code kubernetes:pod} and {@code kubernetes:pool}. */
public final class KubernetesLauncherProvider implements LauncherProvider {

    @Override
    public Set<String> schemes() {
        return Set.of(LauncherUrl.SCHEME);
    }

    @Override
    public void check(String url) {
        var _ = LauncherUrl.parse(url);
    }

    @Override
    public Launcher open(Options options) {
        LauncherUrl url = LauncherUrl.parse(options.url());
        Cluster cluster = Cluster.open(url);
        var launcher = new ObjectLauncher(url.kind(), cluster, options);
        try {
            launcher.tryOut();
            return url.pooled() ? pooled(launcher, cluster, options) : launcher;
        } catch (KubernetesClientException failed) {
            launcher.close();
            String what = "Listing " + url.kind().word() + "s in namespace " + cluster.namespace()
                    + " of the cluster at " + cluster.address();
            throw new DependencyException(ApiFailures.unavailable(what, failed), failed);
        }
    }

    private static Launcher pooled(ObjectLauncher jobs, Cluster cluster, Options options) {
        return new PoolLauncher(jobs, new WaitingPods(cluster, options), new PoolObserving(cluster, options.ticker()));
    }
}
