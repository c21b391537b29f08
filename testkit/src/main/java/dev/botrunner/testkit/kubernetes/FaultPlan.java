package dev.botrunner.testkit.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** What requests shall come to, and which came. From any thread. */
final class FaultPlan {

    private record Planned(String method, String path, ApiFault fault) {}

    private record Came(String method, String path) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Planned> planned = new ArrayList<>();
    private final List<Came> came = new ArrayList<>();

    void add(String method, String path, List<ApiFault> faults) {
        lock.lock();
        try {
            faults.forEach(fault -> planned.add(new Planned(method, path, fault)));
        } finally {
            lock.unlock();
        }
    }

    Optional<ApiFault> next(String method, String path) {
        lock.lock();
        try {
            came.add(new Came(method, path));
            for (Planned plan : planned) {
                if (plan.method().equals(method) && path.startsWith(plan.path())) {
                    planned.remove(plan);
                    return Optional.of(plan.fault());
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    int asked(String method, String path) {
        lock.lock();
        try {
            return (int) came.stream()
                    .filter(one -> one.method().equals(method) && one.path().startsWith(path))
                    .count();
        } finally {
            lock.unlock();
        }
    }
}
