package dev.botrunner.session;

import java.util.Optional;

/** Names one process: a runner, a worker or a control server. 1 to 128 visible ASCII characters. */
public record Instance(String value) {

    private static final int LONGEST = 128;

    public Instance {
        if (!Names.isVisibleAscii(value, LONGEST)) {
            throw new IllegalArgumentException("An instance is named by 1 to 128 visible ASCII characters");
        }
    }

    /** The process as one of that pod. */
    public Instance in(String pod) {
        String process = value.substring(Math.max(0, value.length() - (LONGEST - pod.length() - 1)));
        return new Instance(pod + "/" + process);
    }

    /** The uid of the pod that the process is in, where it was named as one of a pod. */
    public Optional<String> pod() {
        int slash = value.indexOf('/');
        return slash > 0 ? Optional.of(value.substring(0, slash)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
