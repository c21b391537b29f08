/**
 * Real Redis for tests: servers, replicas, Sentinels, a Cluster, all child processes on loopback that are ended with the
 * test; and a proxy between a client and its server that does what networks do.
 */
@NullMarked
package dev.botrunner.testkit.redis;

import org.jspecify.annotations.NullMarked;
