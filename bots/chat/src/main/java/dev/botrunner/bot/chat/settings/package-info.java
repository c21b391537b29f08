/** What the bot is told about itself: personality, prompts, features, configuration. */
@NullMarked
package dev.botrunner.bot.chat.settings;

import org.jspecify.annotations.NullMarked;
