package dev.botrunner.control.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.control.Adapters;
import dev.botrunner.control.settings.ControlSettings.Backing;
import dev.botrunner.control.settings.ControlSettings.Broker;
import dev.botrunner.control.settings.ControlSettings.Queue;
import dev.botrunner.publish.Topics;
import dev.botrunner.publish.TransportProvider;
import dev.botrunner.queue.Durability;
import dev.botrunner.queue.StoreProvider.Keeping;
import dev.botrunner.session.Names;
import java.net.URLEncoder;
import java.util.Optional;

/** Reads what is behind a control server: the queue, the broker, the launcher. */
final class BackingReader {

    private static final String MEMORY = "memory:";

    private final ControlOptions given;
    private final Faults faults;

    BackingReader(ControlOptions given, Faults faults) {
        this.given = given;
        this.faults = faults;
    }

    Backing read() {
        String queue = faults.read("--queue", given.queue, MEMORY, url -> {
            Adapters.store(url).check(url);
            return url;
        });
        String launcher = faults.read("--launcher", given.launcher, "none", url -> {
            Adapters.checkLauncher(url);
            return url;
        });
        return new Backing(new Queue(queue, keeping()), broker(queue), launcher);
    }

    private Keeping keeping() {
        return new Keeping(
                faults.word("--durability", given.durability, Durability.STANDARD, Durability.class),
                faults.file("--queue-password-file", given.queuePasswordFile),
                faults.read("--queue-prefix", given.queuePrefix, Keeping.PREFIX, BackingReader::name));
    }

    /** By itself the events are where the queue is, so that all replicas see them. */
    private Broker broker(String queue) {
        String url = faults.read("--events", given.events, besides(queue), events -> {
            Adapters.transport(events).check(events);
            return events;
        });
        Optional<Topics.Cut> cut = given.topics == null
                ? Optional.empty()
                : Optional.of(faults.word("--topics", given.topics, Topics.Cut.SHARED, Topics.Cut.class));
        String prefix =
                faults.read("--events-prefix", given.eventsPrefix, TransportProvider.PREFIX, BackingReader::name);
        return new Broker(url, cut, prefix);
    }

    private static String name(String text) {
        if (!Names.isName(text)) {
            throw new IllegalArgumentException("a name is expected: [a-z][a-z0-9-]{0,62}");
        }
        return text;
    }

    private String besides(String queue) {
        try {
            Adapters.transport(queue);
        } catch (IllegalArgumentException carriesNoEvents) {
            return MEMORY;
        }
        String password = given.queuePasswordFile;
        return password == null || queue.equals(MEMORY) || queue.contains("password-file=")
                ? queue
                : queue + (queue.contains("?") ? "&" : "?") + "password-file=" + URLEncoder.encode(password, UTF_8);
    }
}
