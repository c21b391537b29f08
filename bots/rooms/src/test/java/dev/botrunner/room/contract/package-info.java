/** What every way into a room has to do. */
@NullMarked
package dev.botrunner.room.contract;

import org.jspecify.annotations.NullMarked;
