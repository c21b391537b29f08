package dev.botrunner.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.TaskGroup;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Envelopes;
import dev.botrunner.publish.memory.MemoryTransport;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients come, are cut, and come again while events are published; nobody may miss or repeat any. */
class SpliceTest {

    private static final int EVENTS = 3_000;
    private static final SessionId SESSION = Streams.SESSION;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noClientMissesOrRepeatsAnEventHoweverItComesAndGoes(long seed) throws InterruptedException {
        // A backlog of 5 makes it overflow while history is read.
        int backlog = seed % 2 == 0 ? 5 : 1_000;
        var limits = new StreamLimits(
                100, backlog, 1 << 20, Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(30));
        try (var streams = new Streams(new MemoryTransport(Ticker.system(), Duration.ofHours(1)), limits);
                TaskGroup group = TaskGroup.open("splice")) {
            group.fork(() -> {
                var random = new SplittableRandom(seed);
                for (int number = 1; number <= EVENTS; number++) {
                    streams.publish(Envelopes.said(SESSION, number));
                    streams.publish(Envelopes.said(Envelopes.session(random.nextInt(3)), number));
                }
                return true;
            });
            var clients = new ArrayList<TaskGroup.Task<List<Long>>>();
            for (int client = 0; client < 4; client++) {
                var random = new SplittableRandom(seed * 31 + client);
                clients.add(group.fork(() -> follow(streams, random)));
            }
            group.join();
            for (TaskGroup.Task<List<Long>> client : clients) {
                assertThat(client.result())
                        .isEqualTo(LongStream.rangeClosed(1, EVENTS).boxed().toList());
            }
        }
    }

    /** Reads some events, leaves, and comes again with the last cursor it has, until it has all. */
    private static List<Long> follow(Streams streams, SplittableRandom random) {
        var had = new ArrayList<Long>();
        StreamRequest request = Streams.request(Streams.OF_SESSION);
        while (had.size() < EVENTS) {
            int some = 1 + random.nextInt(Math.min(400, EVENTS - had.size()));
            var sink = new TwinSink();
            EventFeed.Opened.Ready opened = (EventFeed.Opened.Ready) streams.feed.open(request);
            opened.stream().begin(sink);
            sink.await(client -> client.events().size() >= some || client.isClosed() || client.isAborted());
            opened.stream().gone();
            List<Frame> frames = sink.frames();
            assertThat(frames.getFirst().data().orElseThrow().boolAt("gap")).contains(false);
            String cursor = "";
            for (Frame frame : frames) {
                cursor = frame.id().orElse(cursor);
                frame.envelope().map(Envelope::sequence).ifPresent(had::add);
            }
            request = Streams.request(Streams.OF_SESSION, cursor);
        }
        return had;
    }
}
