package dev.botrunner.duty.audit;

/** What must be true at any moment, whatever has died. */
public enum Invariant {
    I1("what was accepted is remembered"),
    I2("each record stands in the indexes that it asks for, and nothing else does"),
    I3("one runner has each attempt"),
    I4("each process leads to a record that is not over"),
    I5("a session's bot is visible once, or once at a time"),
    I6("no more attempts than were agreed"),
    I7("each session that is not over has a date, and somebody acts on it"),
    I8("what has ended stays ended"),
    I9("one end event each; numbers without gaps"),
    I10("caps hold"),
    I11("a stop beats a launch"),
    I12("no secret outside of sealed specs"),
    I13("nobody is lost while nobody could be heard");

    private final String meaning;

    Invariant(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }
}
