package dev.botrunner.runner.child;

import dev.botrunner.link.Claim;
import dev.botrunner.run.ChildStarter;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Ticket;
import java.util.Optional;
import java.util.function.Consumer;

/** Gives each claim a process: a warm one where there is one, else a new one. The ticket goes by its standard input. */
final class ProcessStarter implements ChildStarter {

    private final JavaCommand command;
    private final WarmPool warm;
    private final ChildFolders folders;

    ProcessStarter(JavaCommand command, WarmPool warm, ChildFolders folders) {
        this.command = command;
        this.warm = warm;
        this.folders = folders;
    }

    @Override
    public Started start(Claim claim, Consumer<ExitStatus> whenGone) {
        Ticket ticket = claim.ticket()
                .orElseThrow(() -> new DependencyException(
                        new Failure(ErrorCode.INVALID_CONFIG, "A worker was given a claim without a ticket")));
        JavaChild child = withTicket(ticket);
        child.whenGone(whenGone);
        return new Started() {
            @Override
            public void leave() {
                child.leave();
            }

            @Override
            public void kill() {
                child.kill();
            }
        };
    }

    private JavaChild withTicket(Ticket ticket) {
        for (Optional<JavaChild> next = warm.take(); next.isPresent(); next = warm.take()) {
            if (next.get().give(ticket)) {
                return next.get();
            }
        }
        JavaChild fresh = JavaChild.start(command, false, folders.fresh());
        if (!fresh.give(ticket)) {
            fresh.kill();
            throw new DependencyException(new Failure(
                    ErrorCode.LAUNCHER_UNAVAILABLE, "The process of a runner ended before it took its ticket"));
        }
        return fresh;
    }
}
