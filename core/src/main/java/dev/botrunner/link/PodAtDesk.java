package dev.botrunner.link;

import dev.botrunner.session.Claimant;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a waiting pod may ask for: one session of its bot, once. Whatever it calls its request, it has one; what it has
 * claimed it is given again until it has redeemed, and after that nothing, for ever.
 */
final class PodAtDesk implements WorkerLink {

    private static final Work NOTHING = new Work.Orders(Optional.empty(), List.of());

    private final ClaimDesk claims;
    private final TicketCheck.Proof.ForPod pod;
    private final RequestId request;

    PodAtDesk(ClaimDesk claims, TicketCheck.Proof.ForPod pod) {
        this.claims = claims;
        this.pod = pod;
        this.request = RequestId.ofPod(pod.uid());
    }

    @Override
    public Work claim(Claiming claiming, Duration wait) throws InterruptedException {
        Instance me = claiming.me().in(pod.uid());
        if (claiming.bots().isEmpty()) {
            claims.callOff(me);
            return NOTHING;
        }
        Optional<Seen> before = claims.records().ledger().claimedBy(pod.uid());
        if (before.isPresent()) {
            return again(before.get());
        }
        Work work = claiming.bots().contains(pod.bot())
                ? claims.claim(new Claiming(me, request, Set.of(pod.bot()), List.of()), Claimant.Kind.POD, wait)
                : NOTHING;
        return work.equals(NOTHING) && claims.queue().isRetired(request) ? new Work.Retired() : work;
    }

    /** It has had its session: unless that still waits for it, there is nothing more to come here. */
    private Work again(Seen seen) {
        return seen.head()
                .<Work>flatMap(head -> head.state() instanceof SessionState.Starting starting
                                && starting.claimant()
                                        .pod()
                                        .filter(pod.uid()::equals)
                                        .isPresent()
                        ? Optional.of(new Work.Orders(Optional.of(claims.standing(head, starting)), List.of()))
                        : Optional.empty())
                .orElseGet(Work.Retired::new);
    }

    /** Of what it has claimed itself, and only while it acts for it. */
    @Override
    public void exited(Instance me, Child child, ExitStatus status) {
        claims.records()
                .ledger()
                .claimedBy(pod.uid())
                .flatMap(Seen::head)
                .filter(head -> head.id().equals(child.session())
                        && head.pod().filter(pod.uid()::equals).isPresent())
                .ifPresent(_ -> claims.exited(child, status));
    }
}
