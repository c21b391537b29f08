package dev.botrunner.runner;

import dev.botrunner.session.Instance;
import dev.botrunner.session.Ulid;
import java.security.SecureRandom;

/** Names for processes: nobody has had them before, and nobody can guess them. */
final class Instances {

    private Instances() {}

    static Instance fresh(String kind) {
        return new Instance(kind + "-" + Ulid.of(System.currentTimeMillis(), new SecureRandom()));
    }
}
