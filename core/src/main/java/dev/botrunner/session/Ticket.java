package dev.botrunner.session;

/** What a runner proves with that it was launched for one attempt of one session. Shown nowhere. */
public record Ticket(String reveal) {

    @Override
    public String toString() {
        return "Ticket[•••]";
    }
}
