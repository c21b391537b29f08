package dev.botrunner.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: what a shell needs to complete our commands. */
@Command(
        name = "completion",
        description = "Prints a script that completes commands and flags.",
        footer = {
            "",
            "Examples:",
            "  source <(botrunner completion bash)",
            "  botrunner completion zsh > ~/.botrunner-completion && source ~/.botrunner-completion"
        })
final class CompletionCommand implements Callable<Integer> {

    /** Shells whose completion the script speaks: one script, which finds out where it is. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(index = "0", paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Shell shell;

    private final Program program;

    CompletionCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash("botrunner", program.whole());
        program.around().screen().line(shell == Shell.ZSH ? "autoload -U +X compinit && compinit\n" + script : script);
        return 0;
    }
}
