package dev.botrunner.link;

import java.util.List;

/** A document of the link that is not what the contract says, with all that is wrong in it. Never repeats what it held. */
public final class BadCall extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /**
     * @param pointer a JSON pointer, {@code ""} for the whole document
     * @param code {@code unknown_member}, {@code invalid_value} or {@code too_large}
     */
    public record Fault(String pointer, String code, String detail) {}

    BadCall(List<Fault> faults) {
        super("A document of the link is at fault: " + faults);
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
