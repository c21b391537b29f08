package dev.botrunner.kubernetes;

import dev.botrunner.launch.ObjectShape;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.SecretSealer;
import dev.botrunner.testkit.LinkedSession;
import dev.botrunner.testkit.ManualTicker;
import java.time.Duration;
import java.util.Optional;

/** A session with everything that a session may have, secrets included, as it comes to a launcher. */
final class Launches {

    private Launches() {}

    static Launch with(ObjectShape shape) {
        Store store = new MemoryStore(Caps.limitedBy(10), new ManualTicker(), Duration.ofHours(1)).store();
        var session = LinkedSession.next(OnCrash.END);
        store.queue().enqueue(session.asOf(store.ledger(), new SecretSealer(SealKeys.random())));
        var dispatcher = new Claimant(new Instance("dispatcher"), Claimant.Kind.LAUNCHER);
        new Clerk(store.ledger())
                .enter(session.id(), seen -> Lifecycle.standard().claimed(seen, dispatcher));
        return new Launch(
                store.ledger().find(session.id()).head().orElseThrow(),
                store.ledger().spec(session.id()).orElseThrow(),
                shape,
                "http://link.example:8082");
    }

    static ObjectShape shape(boolean inEnvironment, String pod) {
        return new ObjectShape(Optional.of("example/bot:1"), inEnvironment, (Json.Obj) Json.parse(pod));
    }

    /** Of an image that has no runner. */
    static ObjectShape injected(String pod) {
        return new ObjectShape(
                Optional.of("example/python:3"), Optional.of("example/botrunner-runner:1"), false, (Json.Obj)
                        Json.parse(pod));
    }
}
