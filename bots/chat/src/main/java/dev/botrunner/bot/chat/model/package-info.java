/** How the bot asks a language model: chat completions of the OpenAI kind, streamed. */
@NullMarked
package dev.botrunner.bot.chat.model;

import org.jspecify.annotations.NullMarked;
