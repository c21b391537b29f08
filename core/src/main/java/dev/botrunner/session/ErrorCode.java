package dev.botrunner.session;

/** What kind of failure it was. Dashboards count kinds, programs decide by codes, nobody decides by message text. */
public enum ErrorCode {
    STORE_UNAVAILABLE(Kind.DEPENDENCY, true),
    OUTCOME_UNKNOWN(Kind.DEPENDENCY, true),
    BROKER_UNAVAILABLE(Kind.DEPENDENCY, true),
    LINK_UNAVAILABLE(Kind.DEPENDENCY, true),
    LAUNCHER_UNAVAILABLE(Kind.DEPENDENCY, true),
    ROOM_UNAVAILABLE(Kind.DEPENDENCY, true),
    FORBIDDEN(Kind.CONFIGURATION, false),
    INVALID_SPEC(Kind.CONFIGURATION, false),
    NAMESPACE_GONE(Kind.CONFIGURATION, false),
    NAME_COLLISION(Kind.CONFIGURATION, false),
    IMAGE_UNAVAILABLE(Kind.CONFIGURATION, true),
    UNSCHEDULABLE(Kind.CAPACITY, true),
    QUOTA(Kind.CAPACITY, true),
    EVICTED(Kind.CAPACITY, true),
    ASSET_MISSING(Kind.CALLER, false),
    ASSET_DAMAGED(Kind.CALLER, false),
    INVALID_CONFIG(Kind.CALLER, false);

    /** Who can do something about it. */
    public enum Kind {
        CALLER,
        CAPACITY,
        CONFIGURATION,
        DEPENDENCY
    }

    private final Kind kind;
    private final boolean retryable;

    ErrorCode(Kind kind, boolean retryable) {
        this.kind = kind;
        this.retryable = retryable;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether trying the same again can help. */
    public boolean isRetryable() {
        return retryable;
    }
}
