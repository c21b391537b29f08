package dev.botrunner.stream;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.LoopRunner;
import dev.botrunner.loop.Pace;
import dev.botrunner.loop.Ticker;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that write for all clients, so that the tail never does, and so that what comes while one client is
 * written to goes to the next in one piece. A client waits in one line at most as often as it has something new.
 */
final class Pumps implements Hands, AutoCloseable {

    private static final int THREADS = 2;

    private final List<Line> lines;
    private final List<LoopRunner> runners;

    Pumps(Ticker ticker) {
        lines = IntStream.range(0, THREADS).mapToObj(Line::new).toList();
        runners = lines.stream()
                .map(line -> LoopRunner.start(line, Pace.STANDARD, ticker))
                .toList();
    }

    /** One client always comes to the same line. */
    @Override
    public void pump(Outflow outflow) {
        if (outflow.announce()) {
            lines.get(Math.floorMod(System.identityHashCode(outflow), THREADS)).add(outflow);
        }
    }

    @Override
    public void close() {
        runners.forEach(LoopRunner::stop);
        runners.forEach(LoopRunner::close);
    }

    private static final class Line implements Loop {
        private final int number;
        private final LinkedBlockingQueue<Outflow> ready = new LinkedBlockingQueue<>();

        private Line(int number) {
            this.number = number;
        }

        private void add(Outflow outflow) {
            ready.add(outflow);
        }

        @Override
        public String name() {
            return "stream-pump-" + number;
        }

        @Override
        public Did step() throws InterruptedException {
            @Nullable Outflow next = ready.poll(200, TimeUnit.MILLISECONDS);
            if (next == null) {
                return Did.NOTHING;
            }
            next.pumpAnnounced();
            return Did.WORK;
        }
    }
}
