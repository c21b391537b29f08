package dev.botrunner.kubernetes;

/** What a launcher makes for a session: a Job, whose pod the cluster makes, or a bare Pod. */
enum ObjectKind {
    JOB("job", "/apis/batch/v1/namespaces/%s/jobs"),
    POD("pod", "/api/v1/namespaces/%s/pods");

    private final String word;
    private final String path;

    ObjectKind(String word, String path) {
        this.word = word;
        this.path = path;
    }

    String word() {
        return word;
    }

    /** Where they are created and listed. */
    String path(String namespace) {
        return path.formatted(namespace);
    }

    String path(String namespace, ObjectName name) {
        return path(namespace) + "/" + name.value();
    }
}
