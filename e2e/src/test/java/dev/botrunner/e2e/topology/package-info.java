/** Control servers, workers and runners as real processes around one Redis; any of them dies, stands still, or forgets. */
@NullMarked
package dev.botrunner.e2e.topology;

import org.jspecify.annotations.NullMarked;
