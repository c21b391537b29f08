package dev.botrunner.files;

import dev.botrunner.session.BotName;
import java.util.List;

/**
 * What a worker, or the runner in an image, has to know of a bot: which program it is. Never sent anywhere.
 *
 * @param secretsFrom directories of secrets, by name; each file in one is a variable
 */
public record BotProgram(BotName bot, Start start, Announce announce, List<String> secretsFrom) {

    public BotProgram {
        secretsFrom = List.copyOf(secretsFrom);
    }

    /** How the bot is started. */
    public sealed interface Start {

        /** Any program; relative paths are from the directory of the bots file. */
        record Exec(List<String> command) implements Start {
            public Exec {
                command = List.copyOf(command);
            }
        }

        /** A class that implements {@code Bot}, in the runner's own process. */
        record JavaClass(String name) implements Start {}

        /** The runner that the image starts by itself. */
        record ByImage() implements Start {}
    }

    /** Who says that the bot is about to enter its room. */
    public enum Announce {
        /** The bot, when it is. */
        BOT,
        /** The runner, before it starts a program that cannot say so: nothing is tried again then. */
        START
    }
}
