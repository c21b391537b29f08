package dev.botrunner.run.exec;

import java.nio.file.Path;
import java.util.List;

/**
 * Which program a bot is, as the worker's own bots file says.
 *
 * @param directory where it runs, and what relative paths in the command are from
 * @param announcedAtStart whether {@code joined} is told before it starts, since it cannot say so itself
 */
public record Program(List<String> command, Path directory, boolean announcedAtStart) {

    public Program {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("A program is named by at least one word");
        }
    }
}
