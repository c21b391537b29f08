package dev.botrunner.e2e.flow;

import dev.botrunner.link.EitherTicketCheck;
import dev.botrunner.link.HmacTicketCheck;
import dev.botrunner.link.LinkKeys;
import dev.botrunner.link.Tickets;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.SecretSealer;
import dev.botrunner.session.Signer;
import java.util.List;

/** The keys that all control servers of a world share. */
final class SimSeals {

    private final Signer signer;
    private final Tickets tickets;
    private final SecretSealer sealer;

    SimSeals() {
        var keys = SealKeys.random();
        signer = new Signer(keys);
        tickets = new Tickets(signer);
        sealer = new SecretSealer(keys);
    }

    Signer signer() {
        return signer;
    }

    Tickets tickets() {
        return tickets;
    }

    SecretSealer sealer() {
        return sealer;
    }

    LinkKeys link() {
        return new LinkKeys(
                new EitherTicketCheck(List.of(new HmacTicketCheck(tickets), SimPods::proof)), tickets, sealer);
    }
}
