package dev.botrunner.bot.chat;

import java.util.Optional;

/**
 * Something for the model to answer.
 *
 * @param instruction what it is told at the end of the conversation; empty: to answer what was said last
 * @param instead what is said where it does not answer; absent: an apology
 * @param prompt the functional prompt that it comes from
 * @param inReplyTo the message that asked for it
 */
record Question(String instruction, Optional<String> instead, Optional<String> prompt, Optional<String> inReplyTo) {

    /** The answer to what people said. */
    static final Question OF_PEOPLE = new Question("", Optional.empty(), Optional.empty(), Optional.empty());

    boolean isOfPeople() {
        return equals(OF_PEOPLE);
    }
}
