package dev.botrunner.e2e.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Api;
import dev.botrunner.e2e.stand.Frame;
import dev.botrunner.e2e.stand.Stream;
import dev.botrunner.e2e.stand.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** A client that follows one session, over any number of streams. For one thread. */
final class Follower implements AutoCloseable {

    private final String session;
    private final String path;
    private final List<Told> before = new ArrayList<>();
    private Stream stream;

    /** Answers when its stream is open. */
    Follower(Api api, String session, String path) {
        this.session = session;
        this.path = path;
        this.stream = api.events(path);
        stream.awaitNotice("stream.open");
    }

    /** Waits for the runner's event of this number. */
    void await(long number) {
        stream.await(session + " " + number, told -> isRunners(told) && told.sequence() >= number);
    }

    /** Once the stream is over: goes on elsewhere behind what it has had; what it is told first. */
    Frame goOn(Api api) {
        List<Frame> all = stream.awaitOver();
        before.addAll(stream.told());
        String cursor = all.getLast().id();
        stream.close();
        stream = api.events(path, cursor);
        return stream.awaitNotice("stream.open");
    }

    /** Refuses a loss, and a repetition that is not the same event. */
    void assertWhole(long last) {
        var all = new ArrayList<>(before);
        all.addAll(stream.told());
        var ids = new HashMap<Long, String>();
        for (Told told : all) {
            assertThat(told.session()).isEqualTo(session);
            if (isRunners(told)) {
                String known = ids.putIfAbsent(told.sequence(), told.text("id"));
                assertThat(known).isIn(null, told.text("id"));
            }
        }
        assertThat(ids).hasSize(Math.toIntExact(last)).containsKeys(1L, last);
        assertThat(stream.frames()).noneMatch(frame -> frame.isNotice("stream.gap"));
    }

    private boolean isRunners(Told told) {
        return told.source().equals("/sessions/" + session + "/1");
    }

    @Override
    public void close() {
        stream.close();
    }
}
