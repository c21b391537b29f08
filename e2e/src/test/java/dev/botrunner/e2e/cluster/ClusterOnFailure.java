package dev.botrunner.e2e.cluster;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Adds to a failure what the cluster knows of the test's namespaces, and what its programs have written. */
final class ClusterOnFailure implements TestExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        ClusterNamespace.reports().forEach(report -> failure.addSuppressed(new ClusterReport(report)));
        for (String program : new String[] {"kubelet", "kube-apiserver"}) {
            failure.addSuppressed(new ClusterReport("──── " + program + "\n" + RealCluster.log(program)));
        }
        throw failure;
    }

    private static final class ClusterReport extends RuntimeException {
        private static final long serialVersionUID = 1;

        ClusterReport(String report) {
            super("the cluster said:\n" + report, null, false, false);
        }
    }
}
