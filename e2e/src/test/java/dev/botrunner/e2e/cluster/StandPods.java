package dev.botrunner.e2e.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.e2e.stand.Pods;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.testkit.process.ProcessTable;
import dev.botrunner.testkit.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Pods of the real cluster, in a namespace of their own. Their processes are those of this machine, in namespaces of theirs. */
public final class StandPods implements Pods {

    private static final Pattern NUMBERS = Pattern.compile("(?m)^NSpid:.*\\s(\\d+)$");
    private static final Pattern POD = Pattern.compile("/pod([0-9a-f_-]{36})/");
    private static final String HOLDS_NETWORK = "Name:\tpause\n";
    private static final long FIRST = 1;

    private final String launcher;
    private final ClusterNamespace namespace;

    private StandPods(String launcher, ClusterNamespace namespace) {
        this.launcher = launcher;
        this.namespace = namespace;
    }

    /** For {@link Topology#JOB} and {@link Topology#POD}. */
    public static StandPods make(Topology topology) {
        return new StandPods(topology.name().toLowerCase(Locale.ROOT), ClusterNamespace.make(TestBots.names()));
    }

    @Override
    public String image() {
        return TestImage.loaded();
    }

    @Override
    public List<String> words(Path folder) {
        String url = "kubernetes:" + launcher + "?namespace=" + namespace.name() + "&kubeconfig="
                + namespace.kubeconfig(folder);
        return List.of("--launcher", url, "--link", RealCluster.MACHINE + ":0");
    }

    /** What of a process can be seen by everybody. */
    private record Inside(long pid, String pod, long number) {}

    @Override
    public List<Long> runners() {
        return inside(namespace
                        .kubectl("get", "pods", "-o", "jsonpath={.items[*].metadata.uid}")
                        .split(" ", -1))
                .stream()
                .filter(process -> process.number() == FIRST)
                .map(Inside::pid)
                .toList();
    }

    @Override
    public long process(String session, long attempt, long number) {
        String labels = "botrunner.dev/session=" + session + ",botrunner.dev/attempt=" + attempt;
        String pod = namespace.kubectl("get", "pods", "-l", labels, "-o", "jsonpath={.items[*].metadata.uid}");
        return inside(pod).stream()
                .filter(process -> process.number() == number)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No living process " + number + " in pod '" + pod + "'"))
                .pid();
    }

    @Override
    public void send(Signal signal, long pid) {
        if (look(pid).isPresent()) {
            RealCluster.send(signal, pid);
        }
    }

    private static List<Inside> inside(String... pods) {
        var found = new ArrayList<Inside>();
        for (long pid : ProcessTable.all()) {
            look(pid).filter(process -> List.of(pods).contains(process.pod())).ifPresent(found::add);
        }
        return found;
    }

    /** A living process in a pod's container; nothing where it is none. */
    private static Optional<Inside> look(long pid) {
        try {
            String status = Files.readString(Path.of("/proc/" + pid + "/status"), UTF_8);
            var pod = POD.matcher(Files.readString(Path.of("/proc/" + pid + "/cgroup"), UTF_8));
            var number = NUMBERS.matcher(status);
            // What holds a pod's network is no process of its bot.
            if (status.startsWith(HOLDS_NETWORK) || !ProcessTable.isAlive(pid) || !pod.find() || !number.find()) {
                return Optional.empty();
            }
            return Optional.of(new Inside(pid, pod.group(1).replace('_', '-'), Long.parseLong(number.group(1))));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        namespace.close();
    }
}
