package dev.botrunner.loop;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the signals by which a process is told to leave, as often as they come. The JVM by itself hears the first one
 * only, so that nobody could ask a second time, and less patiently. Who listens has to end the process by itself.
 */
public final class Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    /** Told to leave: by a system that stops a service, and by a person at the keyboard. */
    public static final List<String> LEAVE = List.of("TERM", "INT");

    private Signals() {}

    /**
     * Calls the listener with the signal's name, each time from a thread of the JVM. False: this JVM lets nobody listen,
     * and the signals end it as ever.
     */
    public static boolean listen(List<String> names, Consumer<String> listener) {
        return handle(
                names,
                (handler, name) -> Proxy.newProxyInstance(
                        Signals.class.getClassLoader(), new Class<?>[] {handler}, calling(name, listener)));
    }

    /** Nobody listens any more: the system ends the process at once, 128 + n. */
    public static boolean letEnd(List<String> names) {
        return handle(names, (handler, _) -> handler.getField("SIG_DFL").get(null));
    }

    /** Makes what is called at a signal. */
    private interface Making {
        Object handler(Class<?> type, String name) throws ReflectiveOperationException;
    }

    private static boolean handle(List<String> names, Making making) {
        try {
            // The type is supported, but cannot be named without a warning that no compiler option turns off.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            for (String name : names) {
                signal.getMethod("handle", signal, handler)
                        .invoke(
                                null,
                                signal.getConstructor(String.class).newInstance(name),
                                making.handler(handler, name));
            }
            return true;
        } catch (ReflectiveOperationException e) {
            LOG.atWarn()
                    .setMessage("This JVM lets nobody listen for signals")
                    .addKeyValue("why", String.valueOf(e.getCause()))
                    .log();
            return false;
        }
    }

    private static InvocationHandler calling(String name, Consumer<String> listener) {
        return (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                listener.accept(name);
                yield null;
            }
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
            default -> "Signals[" + name + "]";
        };
    }
}
