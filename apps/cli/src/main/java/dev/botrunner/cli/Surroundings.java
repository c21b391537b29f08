package dev.botrunner.cli;

import dev.botrunner.cli.show.Ink;
import dev.botrunner.cli.show.Screen;
import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** What a command finds around it. Nothing else in this module looks at the process. */
public record Surroundings(Screen screen, Map<String, String> environment, InputStream in) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    static Surroundings ofThisProcess() {
        // Depending on the JDK there is no console, or one that is no terminal.
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        // What goes to a file or a pipe is UTF-8, whatever the locale of the machine says.
        Charset charset = terminal.map(Console::charset).orElse(StandardCharsets.UTF_8);
        var screen = new Screen(
                new PrintWriter(System.out, false, charset),
                new PrintWriter(System.err, false, charset),
                Ink.of(terminal.isPresent(), System.getenv()),
                InstantSource.system());
        return new Surroundings(screen, System.getenv(), System.in);
    }
}
