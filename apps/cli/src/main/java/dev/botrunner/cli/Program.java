package dev.botrunner.cli;

import dev.botrunner.cli.api.Refused;
import dev.botrunner.cli.api.Unreachable;
import dev.botrunner.cli.show.ProblemText;
import dev.botrunner.cli.show.Screen;
import dev.botrunner.files.SettingsProvider;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The program with its commands. Where the first word names a command only that one is made: the others would cost a
 * client command a good part of its time.
 */
public final class Program {

    private static final int REFUSED = 1;
    private static final int UNREACHABLE = 3;

    private final Surroundings around;

    public Program(Surroundings around) {
        this.around = around;
    }

    /** Does what the words say; the exit code. */
    public int run(String... words) {
        Optional<Commands> named = words.length == 0 ? Optional.empty() : Commands.named(words[0]);
        CommandLine line = named.map(command -> lineOf(command)).orElseGet(this::whole);
        if (named.filter(Commands::hasSettings).isPresent()) {
            giveSettings(line, words);
        }
        if (named.filter(Commands.RUNNER::equals).isPresent()) {
            LogForm.usual(around.screen()).choose();
        }
        return line.execute(words);
    }

    private void giveSettings(CommandLine line, String[] words) {
        CommandLine addressed = line;
        for (String word : words) {
            CommandLine below = addressed.getSubcommands().get(word);
            if (below == null) {
                break;
            }
            addressed = below;
        }
        String command = addressed.getCommandName();
        addressed.setDefaultValueProvider(SettingsProvider.of(command, words, around.environment()));
    }

    /** With all commands: for help, completion and the documents. */
    public CommandLine whole() {
        return lineOf(Commands.values());
    }

    private CommandLine lineOf(Commands... commands) {
        var line = new CommandLine(new Botrunner());
        line.getCommandSpec().addOption(StandardOptions.version());
        Arrays.stream(commands).forEach(command -> command.addTo(line, this));
        StandardOptions.addHelp(line);
        Screen screen = around.screen();
        return line.setOut(screen.out())
                .setErr(screen.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        screen.ink() == dev.botrunner.cli.show.Ink.COLOURED
                                ? CommandLine.Help.Ansi.ON
                                : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(110)
                .setUsageHelpLongOptionsMaxWidth(38)
                .setExecutionStrategy(this::execute)
                .setParameterExceptionHandler(this::misused)
                .setExecutionExceptionHandler(this::failed);
    }

    Surroundings around() {
        return around;
    }

    private int execute(ParseResult result) {
        boolean bare = !result.hasSubcommand() && !result.isUsageHelpRequested() && !result.isVersionHelpRequested();
        if (bare) {
            result.commandSpec().commandLine().usage(around.screen().err());
            return result.commandSpec().exitCodeOnInvalidInput();
        }
        return new CommandLine.RunLast().execute(result);
    }

    private int misused(ParameterException e, String[] words) {
        CommandLine line = e.getCommandLine();
        around.screen().note(String.valueOf(e.getMessage()));
        Suggestion.of(e).ifPresent(around.screen()::note);
        around.screen().note("Try: " + line.getCommandSpec().qualifiedName() + " --help");
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    private int failed(Exception e, CommandLine line, ParseResult result) throws Exception {
        return switch (e) {
            case Refused refused -> {
                ProblemText.lines(refused).forEach(around.screen()::note);
                yield REFUSED;
            }
            case Unreachable unreachable -> {
                around.screen().note(unreachable.sentence());
                yield UNREACHABLE;
            }
            default -> throw e;
        };
    }
}
