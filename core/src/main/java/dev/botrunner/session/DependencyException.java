package dev.botrunner.session;

/** Something that this process depends on (store, broker, link, cluster) failed or did not answer in time. */
public final class DependencyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public DependencyException(Failure failure) {
        super(failure.detail());
        this.failure = failure;
    }

    public DependencyException(Failure failure, Throwable cause) {
        super(failure.detail(), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
