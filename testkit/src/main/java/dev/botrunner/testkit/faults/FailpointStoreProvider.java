package dev.botrunner.testkit.faults;

import dev.botrunner.queue.LaunchQueue;
import dev.botrunner.queue.Lease;
import dev.botrunner.queue.Leases;
import dev.botrunner.queue.Outbox;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.StoreProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * {@code failpoint+redis:}: the store of Redis, in a process that dies at a chosen call of it. Which one stands in the file
 * that the variable {@value Failpoint#FILE} names; see {@link Failpoint}.
 */
public final class FailpointStoreProvider implements StoreProvider {

    private static final String SCHEME = "failpoint+redis";
    private static final String REAL = "redis";

    @Override
    public Set<String> schemes() {
        return Set.of(SCHEME);
    }

    @Override
    public Store open(Options options) {
        String url = REAL + options.url().substring(SCHEME.length());
        StoreProvider real = ServiceLoader.load(StoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.schemes().contains(REAL))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The jar of Redis is not on the class path"));
        Store store =
                real.open(new Options(url, options.caps(), options.ticker(), options.recordTtl(), options.keeping()));
        return Optional.ofNullable(System.getenv(Failpoint.FILE))
                .map(file -> around(store, new Failpoint(Path.of(file))))
                .orElse(store);
    }

    private static Store around(Store store, Failpoint failpoint) {
        return new Store(
                port(LaunchQueue.class, store.queue(), "queue", failpoint),
                port(SessionLedger.class, store.ledger(), "ledger", failpoint),
                port(Outbox.class, store.outbox(), "outbox", failpoint),
                port(Leases.class, store.leases(), "leases", failpoint),
                store.audit(),
                store.health(),
                store.closing());
    }

    private static <T> T port(Class<T> type, T real, String name, Failpoint failpoint) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, args) -> call(real, name, failpoint, method, args)));
    }

    private static Object call(Object real, String name, Failpoint failpoint, Method method, Object[] args)
            throws Throwable {
        String call = Failpoint.name(name, method, args);
        failpoint.before(call);
        Object answer;
        try {
            answer = method.invoke(real, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        failpoint.after(call);
        return answer instanceof Optional<?> found && found.orElse(null) instanceof Lease lease
                ? Optional.of(port(Lease.class, lease, "lease", failpoint))
                : answer;
    }
}
