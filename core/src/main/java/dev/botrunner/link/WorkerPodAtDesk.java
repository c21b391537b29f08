package dev.botrunner.link;

import dev.botrunner.session.BotName;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import java.time.Duration;
import java.util.Set;

/** What a worker in a pod may ask for: as any worker, but for one bot, and never as another pod's worker. */
final class WorkerPodAtDesk implements WorkerLink {

    private final ClaimDesk claims;
    private final TicketCheck.Proof.ForWorker worker;

    WorkerPodAtDesk(ClaimDesk claims, TicketCheck.Proof.ForWorker worker) {
        this.claims = claims;
        this.worker = worker;
    }

    @Override
    public Work claim(Claiming claiming, Duration wait) throws InterruptedException {
        Instance me = claiming.me().in(worker.uid());
        Set<BotName> bots = claiming.bots().contains(worker.bot()) ? Set.of(worker.bot()) : Set.of();
        return claims.claim(new Claiming(me, claiming.request(), bots, claiming.children()), wait);
    }

    /** The claim's number says that it is this one; its bot, that it may be. */
    @Override
    public void exited(Instance me, Child child, ExitStatus status) {
        claims.records()
                .ledger()
                .find(child.session())
                .head()
                .filter(head -> head.about().bot().equals(worker.bot()))
                .ifPresent(_ -> claims.exited(child, status));
    }
}
