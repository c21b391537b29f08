package dev.botrunner.link;

/** Takes the tickets that we have signed ourselves: those of plain machines. */
public final class HmacTicketCheck implements TicketCheck {

    private final Tickets tickets;

    public HmacTicketCheck(Tickets tickets) {
        this.tickets = tickets;
    }

    @Override
    public Proof verify(String bearer) {
        return tickets.ticket(bearer).<Proof>map(proof -> proof).orElseGet(Proof.Nothing::new);
    }
}
