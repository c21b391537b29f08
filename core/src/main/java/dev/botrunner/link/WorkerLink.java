package dev.botrunner.link;

import dev.botrunner.session.BotName;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import dev.botrunner.session.RequestId;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How a worker gets sessions. Failures of the way there are {@link dev.botrunner.session.DependencyException}s: the
 * same call may be repeated.
 */
public interface WorkerLink {

    /**
     * Takes one session of these bots, waiting at most so long (10 s at most); the same request gets the same one
     * again. Naming the children renews their claims and says which to kill.
     */
    Work claim(Claiming claiming, Duration wait) throws InterruptedException;

    /** A child has left. Counts only for the claim that its session is at. */
    void exited(Instance me, Child child, ExitStatus status);

    /**
     * What a worker asks for.
     *
     * @param bots of which bots; none: only the children are asked about
     * @param children the processes that this worker has, redeemed or not
     */
    record Claiming(Instance me, RequestId request, Set<BotName> bots, List<Child> children) {
        public Claiming {
            bots = Set.copyOf(bots);
            children = List.copyOf(children);
        }
    }
}
