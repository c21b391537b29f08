package dev.botrunner.session;

/** Leaves the reading of a URL at the first fault; never leaves this package. */
final class FaultyUrl extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String detail;

    FaultyUrl(String detail) {
        super(detail, null, false, false);
        this.detail = detail;
    }

    String detail() {
        return detail;
    }
}
