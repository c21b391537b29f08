/**
 * Rooms in memory, for tests of bots: they behave as the port says, and a test puts people in, hears everything, drops
 * connections, closes and evicts. There is no thread and no clock in them.
 */
@NullMarked
package dev.botrunner.room.memory;

import org.jspecify.annotations.NullMarked;
