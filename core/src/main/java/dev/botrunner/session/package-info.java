/**
 * {@code join ─ queue ─ launch ─ link ─ run ─ publish ─ stream}, and the WORDS that all of them speak.
 *
 * <p>Shared vocabulary only: identifiers, the session's record and life cycle, the JSON tree, sealing and signing.
 * Imports nothing else of ours.
 */
@NullMarked
package dev.botrunner.session;

import org.jspecify.annotations.NullMarked;
