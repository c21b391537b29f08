package dev.botrunner.launch;

import dev.botrunner.session.Json;
import java.util.Optional;

/**
 * What a profile says of the objects that are made for its bot.
 *
 * @param image absent: the launcher cannot make objects of this bot
 * @param inject the image whose runner is put into the objects and started there; absent: the image starts its own
 * @param inEnvironment whether what is not secret of a session stands in its container's environment, too
 * @param pod a fragment of a pod template, as it was written; it is merged over what the launcher makes
 * @param pool of a launcher that keeps waiting pods
 */
public record ObjectShape(
        Optional<String> image, Optional<String> inject, boolean inEnvironment, Json.Obj pod, PoolSize.Terms pool) {

    /** Of a bot of which nothing is said. */
    public static final ObjectShape PLAIN = new ObjectShape(Optional.empty(), false, Json.Obj.EMPTY);

    /** Of an image with a runner of its own, of which none waits. */
    public ObjectShape(Optional<String> image, boolean inEnvironment, Json.Obj pod) {
        this(image, Optional.empty(), inEnvironment, pod);
    }

    /** Where nothing waits. */
    public ObjectShape(Optional<String> image, Optional<String> inject, boolean inEnvironment, Json.Obj pod) {
        this(image, inject, inEnvironment, pod, PoolSize.NONE);
    }
}
