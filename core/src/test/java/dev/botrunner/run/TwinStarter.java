package dev.botrunner.run;

import dev.botrunner.link.Claim;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts nothing, and remembers what it was to start. */
final class TwinStarter implements ChildStarter {
    final List<Claim> started = new ArrayList<>();
    final Map<Claim, Consumer<ExitStatus>> living = new HashMap<>();
    final List<String> log = new ArrayList<>();
    Optional<ErrorCode> failure = Optional.empty();
    Runnable whenStarting = () -> {};

    @Override
    public Started start(Claim claim, Consumer<ExitStatus> whenGone) {
        whenStarting.run();
        if (failure.isPresent()) {
            throw new DependencyException(new Failure(failure.get(), "cannot"));
        }
        started.add(claim);
        living.put(claim, whenGone);
        return new Started() {
            @Override
            public void leave() {
                log.add("leave");
            }

            @Override
            public void kill() {
                log.add("kill");
            }
        };
    }

    void gone(Claim claim, ExitStatus status) {
        Optional.ofNullable(living.remove(claim)).ifPresent(told -> told.accept(status));
    }
}
