package dev.botrunner.testkit;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.LaunchRef.ForSession;
import dev.botrunner.launch.Launched;
import dev.botrunner.launch.Observation;
import dev.botrunner.loop.Subscription;
import dev.botrunner.session.Phase;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Sighting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The objects of a {@link TwinLauncher}, and who watches them. Watches are told under the lock, in order. */
final class TwinObjects {

    /** Guards all below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<Name, Twin> twins = new LinkedHashMap<>();
    private final List<Watch> watches = new ArrayList<>();
    private int created;

    private record Name(SessionId session, int attempt) {
        static Name of(ForSession ref) {
            return new Name(ref.session(), ref.attempt());
        }
    }

    private record Twin(ForSession ref, Sighting sighting) {}

    Launched create(SessionId session, int attempt) {
        lock.lock();
        try {
            Twin there = twins.get(new Name(session, attempt));
            if (there != null) {
                return new Launched.AlreadyThere(there.ref());
            }
            var ref = new ForSession(session, attempt, "twin-" + ++created);
            put(new Twin(ref, new Sighting.Waiting(Phase.SCHEDULED, Optional.empty())));
            return new Launched.Created(ref);
        } finally {
            lock.unlock();
        }
    }

    void become(ForSession ref, Sighting sighting) {
        lock.lock();
        try {
            if (!isThere(ref)) {
                throw new IllegalStateException("There is no such object: " + ref);
            }
            put(new Twin(ref, sighting));
        } finally {
            lock.unlock();
        }
    }

    /** False: there is no such object, or it is another one by that name. */
    boolean remove(LaunchRef ref) {
        lock.lock();
        try {
            if (!(ref instanceof ForSession forSession) || !isThere(forSession)) {
                return false;
            }
            twins.remove(Name.of(forSession));
            tell(new Twin(forSession, new Sighting.Gone()));
            return true;
        } finally {
            lock.unlock();
        }
    }

    List<LaunchRef> present() {
        lock.lock();
        try {
            return twins.values().stream().<LaunchRef>map(Twin::ref).toList();
        } finally {
            lock.unlock();
        }
    }

    Subscription watch(Consumer<Observation> reports) {
        var watch = new Watch(reports);
        lock.lock();
        try {
            watches.add(watch);
            watch.list();
        } finally {
            lock.unlock();
        }
        return watch;
    }

    void report(Observation seen) {
        lock.lock();
        try {
            List.copyOf(watches).forEach(watch -> watch.reports.accept(seen));
        } finally {
            lock.unlock();
        }
    }

    void whileCut(Runnable something) {
        lock.lock();
        try {
            watches.forEach(watch -> watch.cut = true);
            something.run();
            List.copyOf(watches).forEach(Watch::list);
        } finally {
            lock.unlock();
        }
    }

    void unwatch() {
        lock.lock();
        try {
            watches.clear();
        } finally {
            lock.unlock();
        }
    }

    int created() {
        lock.lock();
        try {
            return created;
        } finally {
            lock.unlock();
        }
    }

    private void put(Twin twin) {
        twins.put(Name.of(twin.ref()), twin);
        tell(twin);
    }

    private boolean isThere(ForSession ref) {
        Twin twin = twins.get(Name.of(ref));
        return twin != null && twin.ref().equals(ref);
    }

    private void tell(Twin twin) {
        List.copyOf(watches).forEach(watch -> watch.tell(twin));
    }

    /** Guarded by the lock. */
    private final class Watch implements Subscription {
        private final Consumer<Observation> reports;
        private final Map<String, ForSession> told = new LinkedHashMap<>();
        private boolean cut;

        private Watch(Consumer<Observation> reports) {
            this.reports = reports;
        }

        /** What has gone since it was told of, then all that is there. */
        private void list() {
            cut = false;
            List.copyOf(told.values()).stream()
                    .filter(ref -> !isThere(ref))
                    .forEach(ref -> tell(new Twin(ref, new Sighting.Gone())));
            List.copyOf(twins.values()).forEach(this::tell);
        }

        private void tell(Twin twin) {
            if (cut) {
                return;
            }
            if (twin.sighting() instanceof Sighting.Gone) {
                told.remove(twin.ref().uid());
            } else {
                told.put(twin.ref().uid(), twin.ref());
            }
            reports.accept(new Observation(twin.ref(), twin.sighting()));
        }

        @Override
        public void close() {
            lock.lock();
            try {
                watches.remove(this);
            } finally {
                lock.unlock();
            }
        }
    }
}
