package dev.botrunner.bot.chat;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The line in which all that happens waits for the bot. Bounded: whoever brings more waits until there is room. */
final class Happenings implements Consumer<Happening> {

    private static final int MOST = 4096;

    private final BlockingQueue<Happening> line = new ArrayBlockingQueue<>(MOST);

    /** An interrupt drops it: whoever is interrupted brings nothing any more. */
    @Override
    public void accept(Happening happening) {
        try {
            line.put(happening);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Optional<Happening> next(long nanos) throws InterruptedException {
        return Optional.ofNullable(line.poll(nanos, TimeUnit.NANOSECONDS));
    }

    Optional<Happening> now() {
        return Optional.ofNullable(line.poll());
    }
}
