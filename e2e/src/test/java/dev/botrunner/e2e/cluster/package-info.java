/** The whole flow over Kubernetes: its API server is one of the test kit, and the test is its scheduler and kubelet. */
@NullMarked
package dev.botrunner.e2e.cluster;

import org.jspecify.annotations.NullMarked;
