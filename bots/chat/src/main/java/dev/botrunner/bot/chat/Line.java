package dev.botrunner.bot.chat;

import java.util.Optional;

/** Something that the bot is to say as soon as it says nothing else. */
sealed interface Line {

    /** Word for word. */
    record Said(String text, Optional<String> prompt, Optional<String> inReplyTo) implements Line {}

    /** What the model answers. */
    record Asked(Question question) implements Line {}
}
