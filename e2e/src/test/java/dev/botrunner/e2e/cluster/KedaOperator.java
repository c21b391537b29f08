package dev.botrunner.e2e.cluster;

import dev.botrunner.e2e.stand.Folders;
import dev.botrunner.testkit.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * KEDA's own operator, as a process of this machine that asks the cluster's name server: {@code -Dkeda.operator} is the
 * program, {@code -Dkeda.kinds} the folder with what it has to find in the cluster.
 */
final class KedaOperator implements AutoCloseable {

    /** Its place in a mount namespace of its own, where names are the cluster's. */
    private static final String START = """
            mount --bind /var/lib/botcluster/resolv.conf /etc/resolv.conf
            exec "$@"
            """;

    private final Program program;
    private final Path folder;

    private KedaOperator(Program program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    static KedaOperator start() {
        RealCluster.kubectl("apply", "--server-side", "-f", property("keda.kinds"));
        RealCluster.kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=60s");
        RealCluster.apply("{apiVersion: v1, kind: Namespace, metadata: {name: keda}}");
        Path folder = Folders.make();
        try {
            Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), RealCluster.kubeconfig());
            certificate(folder);
            var words = new ArrayList<>(List.of("unshare", "--mount", "sh", "-ec", START, "sh"));
            words.addAll(List.of(property("keda.operator"), "--cert-dir=" + folder, "--zap-log-level=info"));
            words.addAll(List.of("--enable-cert-rotation=false", "--enable-webhook-patching=false"));
            words.addAll(List.of("--enable-apiservice-patching=false", "--metrics-bind-address=:0"));
            Map<String, String> environment = Map.of(
                    "KEDA_CLUSTER_OBJECT_NAMESPACE",
                    "keda",
                    "POD_NAMESPACE",
                    "keda",
                    "POD_NAME",
                    "keda-operator",
                    "WATCH_NAMESPACE",
                    "",
                    "KUBECONFIG",
                    kubeconfig.toString());
            return new KedaOperator(Program.start("keda", words, folder, environment), folder);
        } catch (IOException e) {
            throw new UncheckedIOException("KEDA cannot be started", e);
        }
    }

    private static void certificate(Path folder) {
        var words = new ArrayList<>(List.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"));
        words.addAll(List.of("-subj", "/CN=keda", "-keyout", "tls.key", "-out", "tls.crt"));
        try (Program openssl = Program.start("openssl", words, folder, Map.of())) {
            openssl.awaitExit();
            Files.copy(folder.resolve("tls.crt"), folder.resolve("ca.crt"));
        } catch (IOException e) {
            throw new UncheckedIOException("No certificate for KEDA", e);
        }
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new AssertionError("There is no -D" + name + ": ./test keda says it");
        }
        return value;
    }

    @Override
    public void close() {
        program.close();
        Folders.remove(folder);
    }
}
