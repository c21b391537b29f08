/** What the Helm chart renders, looked at without a cluster: its renders are in {@code charts/botrunner/ci/golden}. */
@NullMarked
package dev.botrunner.e2e.chart;

import org.jspecify.annotations.NullMarked;
