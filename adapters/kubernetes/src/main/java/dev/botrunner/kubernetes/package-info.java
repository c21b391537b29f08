/**
 * join ─ queue ─ LAUNCH ─ link ─ run ─ publish ─ stream
 *
 * <p>Brings runners to life as Jobs and Pods of a Kubernetes cluster, and takes the tokens of their pods as tickets.
 */
@NullMarked
package dev.botrunner.kubernetes;

import org.jspecify.annotations.NullMarked;
