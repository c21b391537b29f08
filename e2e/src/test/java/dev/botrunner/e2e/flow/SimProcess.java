package dev.botrunner.e2e.flow;

import dev.botrunner.queue.Lease;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One life of one process: every call that it makes of a port may halt it before or after, or lose its answer; once it
 * is dead it can call nothing any more.
 */
final class SimProcess {

    private static final int HALT = 400;
    private static final int LOST_ANSWER = 250;

    private final String name;
    private final Chance chance;
    private boolean dead;

    SimProcess(String name, Chance chance) {
        this.name = name;
        this.chance = chance;
    }

    void kill() {
        dead = true;
    }

    /**
     * The port, as this process sees it.
     *
     * @param out whether what is behind the port does not answer now
     */
    <T> T port(Class<T> type, T real, BooleanSupplier out) {
        InvocationHandler handler = (_, method, args) -> call(type, real, out, method, args);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private <T> Object call(Class<T> type, T real, BooleanSupplier out, Method method, Object[] args) throws Throwable {
        if (isLocal(method)) {
            return method.invoke(real, args);
        }
        String where = name + " " + type.getSimpleName() + "." + method.getName();
        if (dead) {
            throw new Halt(where + " after death");
        }
        if (out.getAsBoolean()) {
            throw failed(ErrorCode.STORE_UNAVAILABLE, where);
        }
        halt(where, "before ");
        Object answer;
        try {
            answer = method.invoke(real, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        halt(where, "after ");
        if (chance.fault(LOST_ANSWER)) {
            chance.tell("answer lost: " + where);
            throw failed(ErrorCode.OUTCOME_UNKNOWN, where);
        }
        // A lease is renewed by calls of its own, which fail alike.
        return answer instanceof Optional<?> found && found.orElse(null) instanceof Lease lease
                ? Optional.of(port(Lease.class, lease, out))
                : answer;
    }

    /** What asks nobody else. */
    private static boolean isLocal(Method method) {
        return method.getDeclaringClass() == Object.class
                || method.getName().equals("changes")
                || method.getName().equals("waiting")
                || method.getName().equals("leftovers")
                || method.getName().equals("place")
                || method.getName().equals("left");
    }

    private void halt(String where, String when) {
        if (chance.fault(HALT)) {
            chance.tell("halt " + when + where);
            dead = true;
            throw new Halt(when + where);
        }
    }

    private static DependencyException failed(ErrorCode code, String where) {
        return new DependencyException(new Failure(code, "Simulated at " + where));
    }
}
