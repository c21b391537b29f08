/** A text bot with a language model behind it, whom people meet in a room. */
@NullMarked
package dev.botrunner.bot.chat;

import org.jspecify.annotations.NullMarked;
