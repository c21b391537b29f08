package dev.botrunner.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Answers to the creation of a Job, recorded from a real API server by {@code RealAnswersIT}; what could not be brought
 * about there is written after its code.
 */
final class Answers {

    static final String EXISTS = recorded("409-exists");

    static final String QUOTA_CONFLICT = status(
            409,
            "Conflict",
            "Operation cannot be fulfilled on resourcequotas \\\"bots\\\": the object has been modified; please apply your"
                    + " changes to the latest version and try again",
            "\"name\":\"bots\",\"kind\":\"resourcequotas\"");

    static final String QUOTA = recorded("403-quota");

    static final String RIGHTS = recorded("403-rights");

    static final String POD_SECURITY = recorded("403-pod-security");

    static final String TERMINATING = recorded("403-terminating");

    static final String NO_NAMESPACE = recorded("404-no-namespace");

    static final String INVALID = recorded("422-invalid");

    static final String BAD_REQUEST = recorded("400-bad-request");

    static final String TOO_MANY = status(
            429,
            "TooManyRequests",
            "The server has received too many requests and has asked us to try again later",
            "\"retryAfterSeconds\":7");

    /** Of priority and fairness: no Status. */
    static final String TOO_MANY_PLAIN = "Too many requests, please try again later.\n";

    static final String TOO_LARGE = recorded("413-too-large");

    static final String QUOTA_TIMEOUT = status(
            500,
            "InternalError",
            "Internal error occurred: resource quota evaluation timed out",
            "\"causes\":[{\"message\":\"resource quota evaluation timed out\"}]");

    static final String LEADER = status(500, "", "etcdserver: leader changed", "");

    static final String ETCD_TIMEOUT = status(500, "", "etcdserver: request timed out", "");

    static final String ETCD_FULL = status(500, "", "etcdserver: mvcc: database space exceeded", "");

    static final String WEBHOOK = recorded("500-webhook");

    static final String UNAUTHORIZED = recorded("401-unauthorized");

    static final String TIMEOUT = status(
            504,
            "Timeout",
            "Timeout: request did not complete within requested timeout - context deadline exceeded",
            "");

    private Answers() {}

    private static String recorded(String name) {
        try (InputStream file = Answers.class.getResourceAsStream("answers/" + name + ".txt")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String status(int code, String reason, String message, String details) {
        return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\""
                + message
                + "\"" + (reason.isEmpty() ? "" : ",\"reason\":\"" + reason + "\"")
                + (details.isEmpty() ? "" : ",\"details\":{" + details + "}") + ",\"code\":" + code + "}";
    }
}
