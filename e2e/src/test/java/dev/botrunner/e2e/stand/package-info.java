/** What the tests with real processes stand on: programs started as users start them, and a client that knows the contract. */
@NullMarked
package dev.botrunner.e2e.stand;

import org.jspecify.annotations.NullMarked;
