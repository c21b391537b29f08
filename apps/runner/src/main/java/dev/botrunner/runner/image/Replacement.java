package dev.botrunner.runner.image;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** Makes this process another program, as a shell's {@code exec} does: same number, same files, same signals. */
final class Replacement {

    private Replacement() {}

    /**
     * Does not return.
     *
     * @throws IllegalStateException the system does not start that program
     */
    @SuppressWarnings("restricted") // there is no other way to do this, and this is all that is called
    static void become(List<String> command) {
        Linker linker = Linker.nativeLinker();
        MethodHandle execv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("execv"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment words = arena.allocate(ValueLayout.ADDRESS, command.size() + 1L);
            for (int at = 0; at < command.size(); at++) {
                words.setAtIndex(ValueLayout.ADDRESS, at, arena.allocateFrom(command.get(at)));
            }
            words.setAtIndex(ValueLayout.ADDRESS, command.size(), MemorySegment.NULL);
            int failed = (int) execv.invokeExact(arena.allocateFrom(command.getFirst()), words);
            throw new IllegalStateException("execv answered " + failed + " for " + command.getFirst());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("execv cannot be called", e);
        }
    }
}
