package dev.botrunner.kubernetes;

/**
 * Answers to the creation of a Job, in the form and the words of the API servers in use: written after their code, not
 * recorded from one.
 */
final class Answers {

    static final String EXISTS = status(
            409,
            "AlreadyExists",
            "jobs.batch \\\"bot-1\\\" already exists",
            "\"name\":\"bot-1\",\"group\":\"batch\",\"kind\":\"jobs\"");

    static final String QUOTA_CONFLICT = status(
            409,
            "Conflict",
            "Operation cannot be fulfilled on resourcequotas \\\"bots\\\": the object has been modified; please apply your"
                    + " changes to the latest version and try again",
            "\"name\":\"bots\",\"kind\":\"resourcequotas\"");

    static final String QUOTA = status(
            403,
            "Forbidden",
            "jobs.batch \\\"bot-1\\\" is forbidden: exceeded quota: bots, requested: count/jobs.batch=1, used:"
                    + " count/jobs.batch=50, limited: count/jobs.batch=50",
            "\"name\":\"bot-1\",\"group\":\"batch\",\"kind\":\"jobs\"");

    static final String RIGHTS = status(
            403,
            "Forbidden",
            "jobs.batch is forbidden: User \\\"system:serviceaccount:botrunner:dispatch\\\" cannot create resource"
                    + " \\\"jobs\\\" in API group \\\"batch\\\" in the namespace \\\"bots\\\"",
            "\"group\":\"batch\",\"kind\":\"jobs\"");

    static final String POD_SECURITY = status(
            403,
            "Forbidden",
            "pods \\\"bot-1\\\" is forbidden: violates PodSecurity \\\"restricted:latest\\\": allowPrivilegeEscalation != false",
            "\"name\":\"bot-1\",\"kind\":\"pods\"");

    static final String TERMINATING = status(
            403,
            "Forbidden",
            "jobs.batch \\\"bot-1\\\" is forbidden: unable to create new content in namespace bots because it is being"
                    + " terminated",
            "\"name\":\"bot-1\",\"group\":\"batch\",\"kind\":\"jobs\",\"causes\":[{\"reason\":\"NamespaceTerminating\","
                    + "\"message\":\"namespace bots is being terminated\",\"field\":\"metadata.namespace\"}]");

    static final String NO_NAMESPACE =
            status(404, "NotFound", "namespaces \\\"bots\\\" not found", "\"name\":\"bots\",\"kind\":\"namespaces\"");

    static final String INVALID = status(
            422,
            "Invalid",
            "Job.batch \\\"bot-1\\\" is invalid: spec.template.spec.containers[0].image: Required value",
            "\"name\":\"bot-1\",\"group\":\"batch\",\"kind\":\"Job\",\"causes\":[{\"reason\":\"FieldValueRequired\","
                    + "\"message\":\"Required value\",\"field\":\"spec.template.spec.containers[0].image\"}]");

    static final String BAD_REQUEST = status(
            400, "BadRequest", "Job in version \\\"v1\\\" cannot be handled as a Job: json: cannot unmarshal", "");

    static final String TOO_MANY = status(
            429,
            "TooManyRequests",
            "The server has received too many requests and has asked us to try again later",
            "\"retryAfterSeconds\":7");

    /** Of priority and fairness: no Status. */
    static final String TOO_MANY_PLAIN = "Too many requests, please try again later.\n";

    static final String QUOTA_TIMEOUT = status(
            500,
            "InternalError",
            "Internal error occurred: resource quota evaluation timed out",
            "\"causes\":[{\"message\":\"resource quota evaluation timed out\"}]");

    static final String LEADER = status(500, "", "etcdserver: leader changed", "");

    static final String ETCD_TIMEOUT = status(500, "", "etcdserver: request timed out", "");

    static final String ETCD_FULL = status(500, "", "etcdserver: mvcc: database space exceeded", "");

    static final String WEBHOOK = status(
            500,
            "InternalError",
            "Internal error occurred: failed calling webhook \\\"check.example.com\\\": failed to call webhook: Post"
                    + " \\\"https://check.example.svc:443/\\\": context deadline exceeded",
            "\"causes\":[{\"message\":\"failed calling webhook\"}]");

    static final String UNAUTHORIZED = status(401, "Unauthorized", "Unauthorized", "");

    static final String TIMEOUT = status(
            504,
            "Timeout",
            "Timeout: request did not complete within requested timeout - context deadline exceeded",
            "");

    private Answers() {}

    private static String status(int code, String reason, String message, String details) {
        return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\""
                + message
                + "\"" + (reason.isEmpty() ? "" : ",\"reason\":\"" + reason + "\"")
                + (details.isEmpty() ? "" : ",\"details\":{" + details + "}") + ",\"code\":" + code + "}";
    }
}
