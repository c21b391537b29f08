package dev.botrunner.link;

import java.util.List;

/** Asks one check after the other: what none of them knows proves nothing. */
public final class EitherTicketCheck implements TicketCheck {

    private final List<TicketCheck> checks;

    public EitherTicketCheck(List<TicketCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    @Override
    public Proof verify(String bearer) {
        for (TicketCheck check : checks) {
            Proof proof = check.verify(bearer);
            if (!(proof instanceof Proof.Nothing)) {
                return proof;
            }
        }
        return new Proof.Nothing();
    }
}
