package dev.botrunner.kubernetes;

import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;

/**
 * What it means when the API server does not create an object: one table. Codes and reasons decide; message texts only
 * where the API server tells apart by nothing else.
 */
final class ApiFailures {

    private static final Duration QUOTA_LEAST = Duration.ofSeconds(15);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration RIGHTS_AGAIN = Duration.ofSeconds(3);
    private static final Duration WEBHOOK_AGAIN = Duration.ofSeconds(12);

    /** Below it there was no answer either. */
    private static final int UNANSWERED = 0;

    private ApiFailures() {}

    /** What to do now. */
    sealed interface Meaning {

        /** It may have been created all the same: look, and create again under the same name if it was not. */
        record Unknown() implements Meaning {}

        /** Something of that name is there: look whose it is. */
        record Exists() implements Meaning {}

        /** It was not created, and soon may be: the same again, after a moment. */
        record Soon() implements Meaning {}

        /** The cluster cannot take it now. */
        record Later(Failure failure, Duration delay) implements Meaning {}

        /** The cluster takes no more requests for now. */
        record Throttled(Failure failure, Duration delay) implements Meaning {}

        /** As {@link Later}, but only so many times: somebody may have to mend something. */
        record Bounded(Failure failure, Duration delay) implements Meaning {}

        /** It will not be created. */
        record Never(Failure failure) implements Meaning {}

        /** Nothing will be created until somebody mends something: do not go on to the next. */
        record Down(Failure failure) implements Meaning {}
    }

    static Meaning of(KubernetesClientException failed, RandomGenerator random) {
        Optional<Status> status = Optional.ofNullable(failed.getStatus());
        String reason = status.map(Status::getReason).orElse("");
        String message = message(failed);
        return switch (Math.max(UNANSWERED, failed.getCode())) {
            case UNANSWERED -> unanswered(failed, message);
            case 401 ->
                new Meaning.Down(new Failure(
                        ErrorCode.LAUNCHER_UNAVAILABLE,
                        "The cluster does not know who we are (401): expected a token or certificate that it takes"));
            case 403 -> forbidden(status, message, random);
            case 404 -> notFound(status, message);
            case 409 -> conflict(reason, status);
            case 400, 405, 413, 415, 422 ->
                new Meaning.Never(new Failure(ErrorCode.INVALID_SPEC, "The cluster refuses the object: " + message));
            case 429 ->
                new Meaning.Throttled(
                        new Failure(ErrorCode.LAUNCHER_UNAVAILABLE, "The cluster takes no more requests for now (429)"),
                        retryAfter(status));
            case 500 -> internal(reason, message);
            default -> new Meaning.Unknown();
        };
    }

    /** Where nothing was to be created: what failed, as a failure of the cluster. */
    static Failure unavailable(String what, KubernetesClientException failed) {
        ErrorCode code = failed.getCode() == 403 ? ErrorCode.FORBIDDEN : ErrorCode.LAUNCHER_UNAVAILABLE;
        String how = failed.getCode() <= UNANSWERED ? "no answer" : Integer.toString(failed.getCode());
        return new Failure(code, what + " failed (" + how + "): " + message(failed));
    }

    private static Meaning unanswered(KubernetesClientException failed, String message) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof SSLException) {
                return new Meaning.Down(new Failure(
                        ErrorCode.LAUNCHER_UNAVAILABLE,
                        "The cluster's API server shows a certificate that is not trusted here: " + message));
            }
        }
        return new Meaning.Unknown();
    }

    private static Meaning forbidden(Optional<Status> status, String message, RandomGenerator random) {
        if (message.contains("exceeded quota")) {
            Duration delay = QUOTA_LEAST.plusMillis(random.nextLong(15_000));
            return new Meaning.Later(
                    new Failure(ErrorCode.QUOTA, "A quota of the cluster is used up: " + message), delay);
        }
        if (hasCause(status, "NamespaceTerminating") || message.contains("being terminated")) {
            return new Meaning.Never(
                    new Failure(ErrorCode.NAMESPACE_GONE, "The namespace for launches is being deleted: " + message));
        }
        var failure =
                new Failure(ErrorCode.FORBIDDEN, "The cluster does not let the launcher create the object: " + message);
        // An API server that has just started knows nobody's rights for a moment, and says the same.
        return message.contains(" cannot create resource ")
                ? new Meaning.Bounded(failure, RIGHTS_AGAIN)
                : new Meaning.Never(failure);
    }

    private static Meaning notFound(Optional<Status> status, String message) {
        boolean namespace = details(status)
                .map(StatusDetails::getKind)
                .filter("namespaces"::equals)
                .isPresent();
        return new Meaning.Never(
                namespace
                        ? new Failure(ErrorCode.NAMESPACE_GONE, "The namespace for launches is not there: " + message)
                        : new Failure(ErrorCode.INVALID_SPEC, "The cluster has no such kind of object: " + message));
    }

    private static Meaning conflict(String reason, Optional<Status> status) {
        boolean quota = details(status)
                .map(StatusDetails::getKind)
                .filter("resourcequotas"::equals)
                .isPresent();
        return reason.equals("AlreadyExists") && !quota ? new Meaning.Exists() : new Meaning.Soon();
    }

    private static Meaning internal(String reason, String message) {
        String text = message.toLowerCase(Locale.ROOT);
        if (text.contains("failed calling webhook")) {
            return new Meaning.Bounded(
                    new Failure(ErrorCode.FORBIDDEN, "An admission webhook of the cluster does not answer: " + message),
                    WEBHOOK_AGAIN);
        }
        if (text.contains("database space exceeded")) {
            return new Meaning.Down(new Failure(
                    ErrorCode.LAUNCHER_UNAVAILABLE, "The cluster's database is full; free it, nothing can start"));
        }
        // The server's own time-out: the write may still come through.
        return reason.equals("ServerTimeout") || reason.equals("Timeout") || text.contains("request timed out")
                ? new Meaning.Unknown()
                : new Meaning.Soon();
    }

    private static Duration retryAfter(Optional<Status> status) {
        return details(status)
                .map(StatusDetails::getRetryAfterSeconds)
                .filter(seconds -> seconds > 0)
                .map(Duration::ofSeconds)
                .orElse(SECOND);
    }

    private static boolean hasCause(Optional<Status> status, String reason) {
        return details(status).map(StatusDetails::getCauses).orElse(List.of()).stream()
                .anyMatch(cause -> reason.equals(cause.getReason()));
    }

    private static Optional<StatusDetails> details(Optional<Status> status) {
        return status.map(Status::getDetails);
    }

    private static String message(KubernetesClientException failed) {
        return Optional.ofNullable(failed.getStatus())
                .map(Status::getMessage)
                .or(() -> Optional.ofNullable(failed.getMessage()))
                .filter(_ -> failed.getCode() > UNANSWERED)
                .orElseGet(() -> root(failed));
    }

    /** What the connection itself says. */
    private static String root(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
