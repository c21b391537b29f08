/** The pure parts of a conversation: who is there, what was said, what is due when. */
@NullMarked
package dev.botrunner.bot.chat.talk;

import org.jspecify.annotations.NullMarked;
