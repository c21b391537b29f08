package dev.botrunner.cli;

import dev.botrunner.cli.client.EventsCommand;
import dev.botrunner.cli.client.ExplainCommand;
import dev.botrunner.cli.client.JoinCommand;
import dev.botrunner.cli.client.LeaveCommand;
import dev.botrunner.cli.client.MessageCommand;
import dev.botrunner.cli.client.QueueCommand;
import dev.botrunner.cli.client.SessionsCommand;
import dev.botrunner.cli.dev.DevCommand;
import dev.botrunner.cli.doctor.DoctorCommand;
import dev.botrunner.cli.lint.LintCommand;
import dev.botrunner.cli.rooms.RoomsCommand;
import dev.botrunner.cli.stream.Pause;
import dev.botrunner.control.ControlCommand;
import dev.botrunner.runner.RunnerCommand;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;

/** The commands there are, in the order of the help. */
enum Commands {
    DEV,
    CONTROL,
    ROOMS,
    RUNNER,
    JOIN,
    LEAVE,
    MESSAGE,
    SESSIONS,
    EXPLAIN,
    EVENTS,
    QUEUE,
    DOCTOR,
    LINT,
    COMPLETION;

    static Optional<Commands> named(String word) {
        return Arrays.stream(values())
                .filter(command -> command.word().equals(word))
                .findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its flags are settings, which may also be variables and lines of a file. */
    boolean hasSettings() {
        return switch (this) {
            case DEV, CONTROL, ROOMS, RUNNER -> true;
            case JOIN, LEAVE, MESSAGE, SESSIONS, EXPLAIN, EVENTS, QUEUE, DOCTOR, LINT, COMPLETION -> false;
        };
    }

    void addTo(CommandLine line, Program program) {
        line.addSubcommand(word(), made(program));
    }

    private Object made(Program program) {
        Surroundings around = program.around();
        return switch (this) {
            case DEV -> new DevCommand(around.screen());
            case CONTROL -> new ControlCommand();
            case ROOMS -> new RoomsCommand(around.screen());
            case RUNNER -> RunnerCommand.line(new String[0], around.environment());
            case JOIN -> new JoinCommand(around, Pause.real());
            case LEAVE -> new LeaveCommand(around);
            case MESSAGE -> new MessageCommand(around);
            case SESSIONS -> new SessionsCommand(around);
            case EXPLAIN -> new ExplainCommand(around);
            case EVENTS -> new EventsCommand(around, Pause.real());
            case QUEUE -> new QueueCommand(around);
            case DOCTOR -> new DoctorCommand(around);
            case LINT -> new LintCommand(around);
            case COMPLETION -> new CompletionCommand(program);
        };
    }
}
