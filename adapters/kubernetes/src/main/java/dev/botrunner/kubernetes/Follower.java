package dev.botrunner.kubernetes;

import dev.botrunner.loop.Backoff;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.DependencyException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows all objects of one kind: lists them, watches from there on, goes on from the last version after a break, and
 * lists anew when the API server does not know that version any more, the watch broke before it told anything, or nothing
 * was heard for too long. What is missing in a new list is gone. Confined to one thread, but for what the watch puts into
 * the inbox.
 */
final class Follower<T extends HasMetadata> {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    /** The API server ends a watch after so long by itself, so that a dead one is not waited on for ever. */
    private static final long WATCH_SECONDS = 240;

    /** Bookmarks come every minute: a watch that brings nothing for so long is dead. */
    private static final Duration STALE_AFTER = Duration.ofMinutes(5);

    /** How such objects are listed and watched. */
    interface Objects<T extends HasMetadata> {

        KubernetesResourceList<T> list();

        Watch watch(ListOptions from, Watcher<T> watcher);
    }

    /** Told on the thread of the follower. */
    interface Changes<T> {

        /** It is there, new or changed. */
        void seen(T object);

        /** It is there no more; this was the last that was seen of it. */
        void gone(T object);
    }

    private final String what;
    private final Objects<T> objects;
    private final Changes<T> changes;
    private final BlockingQueue<Runnable> inbox;
    private final Ticker ticker;
    private final Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5), new SplittableRandom());

    private final Map<String, T> known = new LinkedHashMap<>();
    private Optional<Watch> watch = Optional.empty();
    private boolean listed;
    private String version = "";
    private int watches;
    private long heardAt;
    /** Whether the watch has told anything: one whose version is not known says so and ends, and the end may be heard alone. */
    private boolean brought;

    private long notBefore;

    /** @param inbox what the watch hears goes there, to be run on the thread of the follower; when it is full, the watch waits */
    Follower(String what, Objects<T> objects, Changes<T> changes, BlockingQueue<Runnable> inbox, Ticker ticker) {
        this.what = what;
        this.objects = objects;
        this.changes = changes;
        this.inbox = inbox;
        this.ticker = ticker;
        this.notBefore = ticker.nanos();
    }

    /**
     * Sees to it that the objects are listed and watched.
     *
     * @throws DependencyException the API server does not answer, or refuses
     */
    void attend() {
        if (watch.isPresent() && ticker.since(heardAt).compareTo(STALE_AFTER) > 0) {
            LOG.atWarn()
                    .setMessage("A watch has brought nothing for too long; listing anew")
                    .addKeyValue("objects", what)
                    .log();
            close();
            listed = false;
        }
        if (watch.isPresent() || ticker.nanos() - notBefore < 0) {
            return;
        }
        try {
            if (!listed) {
                list();
            }
            open();
        } catch (KubernetesClientException failed) {
            if (failed.getCode() == 410) {
                listed = false;
                return;
            }
            throw new DependencyException(ApiFailures.unavailable("Following the " + what, failed), failed);
        }
    }

    void close() {
        watches++;
        watch.ifPresent(Watch::close);
        watch = Optional.empty();
    }

    private void list() {
        KubernetesResourceList<T> list = objects.list();
        Map<String, T> present = new LinkedHashMap<>();
        list.getItems().forEach(object -> present.put(object.getMetadata().getUid(), object));
        List<T> vanished = new ArrayList<>();
        known.forEach((uid, object) -> {
            if (!present.containsKey(uid)) {
                vanished.add(object);
            }
        });
        known.clear();
        known.putAll(present);
        version = list.getMetadata().getResourceVersion();
        vanished.forEach(changes::gone);
        present.values().forEach(changes::seen);
        listed = true;
    }

    private void open() {
        int number = ++watches;
        ListOptions from = new ListOptionsBuilder()
                .withResourceVersion(version)
                .withAllowWatchBookmarks(true)
                .withTimeoutSeconds(WATCH_SECONDS)
                .build();
        heardAt = ticker.nanos();
        brought = false;
        watch = Optional.of(objects.watch(from, watcher(number)));
    }

    private void heard(Watcher.Action action, T object) {
        heardAt = ticker.nanos();
        brought = true;
        backoff.reset();
        version = object.getMetadata().getResourceVersion();
        switch (action) {
            case ADDED, MODIFIED -> {
                known.put(object.getMetadata().getUid(), object);
                changes.seen(object);
            }
            case DELETED -> {
                known.remove(object.getMetadata().getUid());
                changes.gone(object);
            }
            case BOOKMARK, ERROR -> {}
        }
    }

    private void ended(Optional<WatcherException> why) {
        close();
        if (why.isEmpty()) {
            return;
        }
        if (why.get().isHttpGone() || !brought) {
            listed = false;
        }
        notBefore = ticker.nanos() + backoff.next().toNanos();
        LOG.atDebug()
                .setMessage("A watch broke; it goes on from the last version")
                .addKeyValue("objects", what)
                .addKeyValue("failure", why.get().getMessage())
                .log();
    }

    private Watcher<T> watcher(int number) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, T object) {
                put(() -> heard(action, object));
            }

            @Override
            public void onClose() {
                put(() -> ended(Optional.empty()));
            }

            @Override
            public void onClose(WatcherException why) {
                put(() -> ended(Optional.of(why)));
            }

            // We go on ourselves.
            @Override
            public boolean reconnecting() {
                return false;
            }

            // What a watch says that was given up counts no more.
            private void put(Runnable news) {
                try {
                    inbox.put(() -> {
                        if (number == watches) {
                            news.run();
                        }
                    });
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }
}
