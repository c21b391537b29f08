/** Everything in one command, on loopback and in memory: control server, worker, built-in bots. */
@NullMarked
package dev.botrunner.cli.dev;

import org.jspecify.annotations.NullMarked;
