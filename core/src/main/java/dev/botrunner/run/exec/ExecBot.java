package dev.botrunner.run.exec;

import dev.botrunner.loop.Threads;
import dev.botrunner.run.Bot;
import dev.botrunner.run.BotContext;
import dev.botrunner.run.EndOrder;
import dev.botrunner.run.ExitCode;
import dev.botrunner.session.RunnerEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program as a bot, by section 5 of the contract: the session in its environment, events on its standard output,
 * messages on its standard input, SIGTERM to leave, and an exit code for its word.
 */
public final class ExecBot implements Bot {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /** What a grandchild that keeps the output open may cost at the end. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private static final Duration LEAST_GRACE = Duration.ofMillis(200);

    private final Program program;
    private final Surroundings surroundings;
    private final Consumer<String> log;

    /** @param log takes the lines of its output that are no events */
    public ExecBot(Program program, Surroundings surroundings, Consumer<String> log) {
        this.program = program;
        this.surroundings = surroundings;
        this.log = log;
    }

    @Override
    public RunnerEnd run(BotContext context) throws InterruptedException, IOException {
        if (program.announcedAtStart() && !context.joined()) {
            return RunnerEnd.completed("done");
        }
        Path folder = Path.of(
                System.getProperty("java.io.tmpdir"),
                "botrunner-" + context.assignment().spec().id() + "-"
                        + ProcessHandle.current().pid());
        try {
            return run(context, folder);
        } finally {
            if (Files.exists(folder)) {
                Surroundings.remove(folder);
            }
        }
    }

    private RunnerEnd run(BotContext context, Path folder) throws InterruptedException {
        var builder = new ProcessBuilder(program.command())
                .directory(program.directory().toFile());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().putAll(surroundings.variables(context.assignment(), folder));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            String why = notStarted(e);
            log.accept(why);
            return RunnerEnd.failed("invalid_config", ExitCode.WRONG_CONFIGURATION.number(), why);
        }
        var conversation = new Conversation(process, context, log);
        // Reading a pipe holds the thread that carries a virtual one: on a small machine beats would wait for it.
        Thread listening = Threads.platform("listen", conversation::listen);
        Threads.virtual("pass", conversation::pass);
        Thread leaving = Threads.virtual("leave", () -> leave(process, context, conversation));
        try {
            process.waitFor();
            listening.join(LAST_WORDS);
        } finally {
            leaving.interrupt();
            process.toHandle().destroyForcibly();
        }
        return word(process.waitFor(), conversation.stated());
    }

    /** Once it shall leave it is told so, and when its good-bye is over it is killed. */
    private static void leave(Process process, BotContext context, Conversation conversation) {
        try {
            Optional<EndOrder> order = Optional.empty();
            while (order.isEmpty()) {
                order = context.end().await(LOOK_AGAIN);
            }
            process.toHandle()
                    .destroy(); // that of the process itself would close its output, and its last words be lost
            conversation.closeInput();
            Duration grace = order.get().grace();
            Duration given = grace.compareTo(LEAST_GRACE) < 0 ? LEAST_GRACE : grace;
            if (!process.waitFor(given.toNanos(), TimeUnit.NANOSECONDS)) {
                process.toHandle().destroyForcibly();
            }
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
        }
    }

    private String notStarted(IOException e) {
        String what = String.valueOf(e.getMessage());
        String why = failedWith(what, 2)
                ? "it was not found"
                : failedWith(what, 13)
                        ? "it may not be executed"
                        : failedWith(what, 7)
                                ? "its variables are larger than the system takes"
                                : e.getClass().getSimpleName();
        return "The program " + program.command().getFirst() + " cannot be started in " + program.directory() + ": "
                + why;
    }

    /** The JDK has two ways to write an error number of the system. */
    private static boolean failedWith(String what, int error) {
        return what.contains("error=" + error + ",") || what.contains("error: " + error + " ");
    }

    /** What an exit code says, and what the program has said itself. */
    private static RunnerEnd word(int code, Optional<Spoken.End> stated) {
        Optional<String> detail = stated.flatMap(Spoken.End::detail);
        Optional<String> reason = stated.map(Spoken.End::reason);
        if (code == ExitCode.DONE.number()) {
            return new RunnerEnd(true, reason.orElse("done"), OptionalInt.of(code), detail);
        }
        String plain = "The program left with exit code " + code;
        String failed = code == ExitCode.WRONG_CONFIGURATION.number()
                ? "invalid_config"
                : code == ExitCode.TERMINATED.number() ? "evicted" : reason.orElse("bot_crashed");
        return new RunnerEnd(false, failed, OptionalInt.of(code), detail.or(() -> Optional.of(plain)));
    }
}
