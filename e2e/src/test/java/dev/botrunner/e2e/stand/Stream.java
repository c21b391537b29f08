package dev.botrunner.e2e.stand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Threads;
import dev.botrunner.testkit.SseReader;
import dev.botrunner.testkit.process.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** An open stream of events, read in the background. */
public final class Stream implements AutoCloseable {

    private static final Duration GUARD = Duration.ofSeconds(90);

    private final InputStream in;
    private final Probe<Frame> frames = new Probe<>(GUARD);
    private final Probe<Throwable> failures = new Probe<>(Duration.ZERO);

    private Stream(InputStream in, String path) {
        this.in = in;
        Threads.virtual("stream " + path, this::read);
    }

    static Stream open(HttpResponse<InputStream> response, String path) {
        if (response.statusCode() != 200) {
            throw new AssertionError("No stream of " + path + ": " + response.statusCode() + " " + rest(response));
        }
        assertThat(Api.only(response, "Content-Type")).startsWith("text/event-stream");
        return new Stream(response.body(), path);
    }

    /** All frames so far. */
    public List<Frame> frames() {
        return frames.seen();
    }

    /** All events of the bus so far. */
    public List<Told> told() {
        return told(frames.seen());
    }

    /** The first event that fits. */
    public Told await(String what, Predicate<Told> wanted) {
        return frames.await(what, frame -> frame.isEvent() && wanted.test(frame.told()))
                .told();
    }

    /** The first event of this type. */
    public Told await(String type) {
        return await(type, told -> told.is(type));
    }

    /** The first notice of this name. */
    public Frame awaitNotice(String name) {
        return frames.await(name, frame -> frame.isNotice(name));
    }

    /** All events, once they are as wanted together. */
    public List<Told> awaitAll(String what, Predicate<List<Told>> wanted) {
        return told(frames.awaitAll(what, all -> wanted.test(told(all))));
    }

    /** All frames, once the server has closed the stream. */
    public List<Frame> awaitEnd() {
        List<Frame> all = frames.awaitEnd("the stream");
        assertThat(failures.seen()).isEmpty();
        return all;
    }

    /** All frames, once there will be no more, whether the server has closed the stream or died. */
    public List<Frame> awaitOver() {
        return frames.awaitEnd("the stream, one way or the other");
    }

    /** The cursor of what was read last. */
    public String cursor() {
        return frames().getLast().id();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException closedAlready) {
            // It is closed: that was wanted.
        }
    }

    private void read() {
        try (var reader = new SseReader(in)) {
            String before = "";
            for (var block = reader.next(); block.isPresent(); block = reader.next()) {
                block.flatMap(Frame::of).ifPresent(frames::add);
                before = Frame.checkedId(block.get(), before);
            }
        } catch (RuntimeException | AssertionError broken) {
            failures.add(broken);
        } finally {
            frames.end();
        }
    }

    private static List<Told> told(List<Frame> frames) {
        return frames.stream().filter(Frame::isEvent).map(Frame::told).toList();
    }

    private static String rest(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
