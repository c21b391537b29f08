package dev.botrunner.testkit.kubernetes;

import java.util.Map;

/** What one request comes to instead of what it would. */
public sealed interface ApiFault {

    /** It is not done, and answered so. */
    record Answers(int status, String body, Map<String, String> headers) implements ApiFault {

        public Answers(int status, String body) {
            this(status, body, Map.of());
        }
    }

    /** It is not done, and the connection breaks. */
    record LosesRequest() implements ApiFault {}

    /** It is done, and the connection breaks before the answer. */
    record LosesAnswer() implements ApiFault {}
}
