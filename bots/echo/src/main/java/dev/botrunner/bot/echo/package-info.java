/** A bot that answers every message. */
@NullMarked
package dev.botrunner.bot.echo;

import org.jspecify.annotations.NullMarked;
