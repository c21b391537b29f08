package dev.botrunner.testkit.kubernetes;

import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Objects by their paths, each change with a number, and what changed since a number, as etcd keeps it. From any thread. */
final class StoredObjects {

    /** A change of an object below a collection. */
    record Change(long version, String type, String collection, Json.Obj object) {}

    /** What happened after a version. */
    sealed interface Since {

        record Changes(List<Change> changes) implements Since {}

        /** That is not known any more. */
        record Gone() implements Since {}
    }

    /** How long a watch waits before it looks whether it was cut. */
    private static final Duration MOMENT = Duration.ofMillis(100);

    private static final Duration GUARD = Duration.ofSeconds(60);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Json.Obj> objects = new LinkedHashMap<>();
    private final Deque<Change> history = new ArrayDeque<>();
    private long version = 1;
    private long compacted;

    long version() {
        return locked(() -> version);
    }

    Optional<Json.Obj> find(String path) {
        return locked(() -> Optional.ofNullable(objects.get(path)));
    }

    List<Json.Obj> list(String collection) {
        return locked(() -> {
            List<Json.Obj> found = new ArrayList<>();
            objects.forEach((path, object) -> {
                if (path.startsWith(collection + "/")) {
                    found.add(object);
                }
            });
            return found;
        });
    }

    /** Absent: something of that name is there. */
    Optional<Json.Obj> create(String collection, String name, Json.Obj given) {
        return locked(() -> {
            String path = collection + "/" + name;
            if (objects.containsKey(path)) {
                return Optional.empty();
            }
            var metadata = Json.obj()
                    .putAll(given.objAt("metadata").orElse(Json.Obj.EMPTY))
                    .put("uid", UUID.randomUUID().toString())
                    .put("creationTimestamp", "2026-01-01T00:00:00Z")
                    .build();
            return Optional.of(put("ADDED", collection, path, with(given, "metadata", metadata)));
        });
    }

    /** False: it is not there. */
    boolean change(String collection, String name, UnaryOperator<Json.Obj> how) {
        return locked(() -> {
            String path = collection + "/" + name;
            Json.Obj there = objects.get(path);
            if (there != null) {
                put("MODIFIED", collection, path, how.apply(there));
            }
            return there != null;
        });
    }

    Optional<Json.Obj> remove(String collection, String name) {
        return locked(() -> {
            String path = collection + "/" + name;
            if (!objects.containsKey(path)) {
                return Optional.empty();
            }
            Json.Obj last = put("DELETED", collection, path, Objects.requireNonNull(objects.get(path)));
            objects.remove(path);
            return Optional.of(last);
        });
    }

    /** Waits a moment when there is nothing. */
    Since since(long after, String collection) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (after < compacted) {
                return new Since.Gone();
            }
            List<Change> found = after(after, collection);
            long left = MOMENT.toNanos();
            while (found.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
                found = after(after, collection);
            }
            return new Since.Changes(found);
        } finally {
            lock.unlock();
        }
    }

    Json.Obj awaitOne(String collection) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = GUARD.toNanos();
            while (list(collection).isEmpty()) {
                if (left <= 0) {
                    throw new AssertionError("Nothing was made in " + collection);
                }
                left = changed.awaitNanos(left);
            }
            return list(collection).getFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what happened until now, as etcd does after some minutes. */
    void compact() {
        locked(() -> {
            history.clear();
            compacted = version;
            return true;
        });
    }

    static Json.Obj with(Json.Obj object, String member, Json value) {
        Map<String, Json> members = new LinkedHashMap<>(object.members());
        members.put(member, value);
        return new Json.Obj(members);
    }

    private List<Change> after(long version, String collection) {
        return history.stream()
                .filter(change ->
                        change.version() > version && change.collection().equals(collection))
                .toList();
    }

    private Json.Obj put(String type, String collection, String path, Json.Obj object) {
        version++;
        var metadata = with(
                object.objAt("metadata").orElse(Json.Obj.EMPTY), "resourceVersion", Json.str(Long.toString(version)));
        Json.Obj stored = with(object, "metadata", metadata);
        objects.put(path, stored);
        history.add(new Change(version, type, collection, stored));
        changed.signalAll();
        return stored;
    }

    private <A> A locked(Supplier<A> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }
}
