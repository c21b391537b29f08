package dev.botrunner.control.http;

import java.util.Locale;

/** The codes of problem documents: what programs decide by. Each has one status and one title. */
public enum ProblemCode {
    BAD_REQUEST(400, "Not a request that is understood"),
    MALFORMED_JSON(400, "Not one JSON object"),
    BAD_HEADER(400, "A header is at fault"),
    BAD_PARAMETER(400, "A query parameter is at fault"),
    UNAUTHORIZED(401, "Not authorized"),
    FORBIDDEN(403, "Not allowed with this key"),
    NOT_FOUND(404, "Not found"),
    NO_SESSION(404, "No live session there"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "No answer of a type that is accepted"),
    TIMEOUT(408, "The request did not arrive in time"),
    ROOM_TAKEN(409, "The room has a live session"),
    NOT_RUNNING(409, "The session takes no messages any more"),
    SUPERSEDED(409, "Another process has the session"),
    ENDED(409, "The session has ended"),
    RETIRED(410, "No longer wanted"),
    TOO_LARGE(413, "Too large"),
    URI_TOO_LONG(414, "URI too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "Not a media type that is understood"),
    EXPECTATION_FAILED(417, "Expectation not understood"),
    INVALID_REQUEST(422, "Members are at fault"),
    IDEMPOTENCY_KEY_REUSED(422, "Idempotency key used for another request"),
    UPGRADE_REQUIRED(426, "Another protocol is needed"),
    QUEUE_FULL(429, "The queue is full"),
    TENANT_QUEUE_FULL(429, "The tenant's queue is full"),
    RATE_LIMITED(429, "Too many requests"),
    MAILBOX_FULL(429, "Too many messages wait for the bot"),
    HEADERS_TOO_LARGE(431, "Headers too large"),
    INTERNAL(500, "A fault of ours"),
    NOT_IMPLEMENTED(501, "Not implemented"),
    QUEUE_UNAVAILABLE(503, "The queue does not answer: nothing was accepted"),
    OUTCOME_UNKNOWN(503, "Whether it was done is not known"),
    STORE_UNAVAILABLE(503, "The store does not answer"),
    BROKER_UNAVAILABLE(503, "The event broker does not answer"),
    STREAMS_FULL(503, "Too many open streams"),
    STOPPING(503, "This server is stopping"),
    VERSION_NOT_SUPPORTED(505, "HTTP version not supported");

    private final int status;
    private final String title;
    private final String word;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
        this.word = name().toLowerCase(Locale.ROOT);
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String word() {
        return word;
    }

    /** The code of an error that the HTTP server itself found. */
    static ProblemCode ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> TIMEOUT;
            case 413 -> TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 417 -> EXPECTATION_FAILED;
            case 426 -> UPGRADE_REQUIRED;
            case 429 -> RATE_LIMITED;
            case 431 -> HEADERS_TOO_LARGE;
            case 501 -> NOT_IMPLEMENTED;
            case 503 -> STOPPING;
            case 505 -> VERSION_NOT_SUPPORTED;
            default -> status >= 500 ? INTERNAL : BAD_REQUEST;
        };
    }
}
