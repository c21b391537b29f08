package dev.botrunner.session;

import java.util.Optional;

/** Names one request for work, so that a repeated call gets the same session. 1 to 128 visible ASCII characters. */
public record RequestId(String value) {

    private static final String POD = "pod/";

    public RequestId {
        if (!Names.isVisibleAscii(value, 128)) {
            throw new IllegalArgumentException("A request id is 1 to 128 visible ASCII characters");
        }
    }

    /** The one request that a waiting pod ever makes, whatever it calls it: so it claims once, and can be sent away. */
    public static RequestId ofPod(String uid) {
        return new RequestId(POD + uid);
    }

    /** The uid of the pod whose request it is. */
    public Optional<String> pod() {
        return value.startsWith(POD) ? Optional.of(value.substring(POD.length())) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
