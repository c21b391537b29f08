/** What client commands know of the HTTP API: one call, one answer, and the two ways in which there is none. */
@NullMarked
package dev.botrunner.cli.api;

import org.jspecify.annotations.NullMarked;
