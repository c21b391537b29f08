package dev.botrunner.control.http;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Reads a whole body, bounded in size and in time. */
final class BodyReader {

    static final int LIMIT = 1024 * 1024;

    /** How long the rest of a body that is too large is read and dropped, so that its sender gets to see the answer. */
    private static final long DROPPING = TimeUnit.SECONDS.toNanos(3);

    private static final byte[] NOTHING = {};

    private final long patience;

    BodyReader(Duration patience) {
        this.patience = patience.toNanos();
    }

    byte[] read(Request request) throws InterruptedException {
        long length = request.getLength();
        if (length == 0) {
            return NOTHING;
        }
        if (length > LIMIT) {
            throw tooLarge(request);
        }
        long until = System.nanoTime() + patience;
        byte[] known = length > 0 ? new byte[(int) length] : NOTHING;
        ByteArrayOutputStream unknown = length > 0 ? null : new ByteArrayOutputStream(4096);
        int filled = 0;
        while (true) {
            Content.Chunk chunk = next(request, until);
            int size = chunk.remaining();
            filled += size;
            if (filled > LIMIT || (unknown == null && filled > known.length)) {
                chunk.release();
                throw tooLarge(request);
            }
            take(chunk, unknown, known, filled - size);
            boolean last = chunk.isLast();
            chunk.release();
            if (last) {
                return unknown == null ? known : unknown.toByteArray();
            }
        }
    }

    private static void take(Content.Chunk chunk, @Nullable ByteArrayOutputStream unknown, byte[] known, int at) {
        int size = chunk.remaining();
        if (unknown == null) {
            chunk.getByteBuffer().get(known, at, size);
        } else if (size > 0) {
            byte[] part = new byte[size];
            chunk.getByteBuffer().get(part);
            unknown.writeBytes(part);
        }
    }

    private static Content.Chunk next(Request request, long until) throws InterruptedException {
        while (true) {
            Content.@Nullable Chunk chunk = request.read();
            if (chunk == null) {
                await(request, until);
            } else if (Content.Chunk.isFailure(chunk)) {
                throw cut(chunk);
            } else {
                return chunk;
            }
        }
    }

    private static void await(Request request, long until) throws InterruptedException {
        CountDownLatch more = new CountDownLatch(1);
        request.demand(more::countDown);
        if (!more.await(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new Refusal(Problem.of(ProblemCode.TIMEOUT, "The body did not arrive in time: send it at once")
                    .closing());
        }
    }

    private static Refusal cut(Content.Chunk chunk) {
        int status = chunk.getFailure() instanceof org.eclipse.jetty.http.HttpException known ? known.getCode() : 400;
        ProblemCode code = status == 408 ? ProblemCode.TIMEOUT : ProblemCode.BAD_REQUEST;
        return new Refusal(Problem.of(code, "The body ended before it was complete, or is badly framed")
                .closing());
    }

    private static Refusal tooLarge(Request request) throws InterruptedException {
        if (!request.getHeaders().contains(HttpHeader.EXPECT)) {
            drop(request);
        }
        return new Refusal(Problem.of(ProblemCode.TOO_LARGE, "A body has at most " + LIMIT + " bytes")
                .closing());
    }

    private static void drop(Request request) throws InterruptedException {
        long until = System.nanoTime() + DROPPING;
        try {
            while (System.nanoTime() - until < 0) {
                Content.Chunk chunk = next(request, until);
                boolean last = chunk.isLast();
                chunk.release();
                if (last) {
                    return;
                }
            }
        } catch (Refusal _) {
            // Its sender has gone, or is slow: the answer is the same.
        }
    }
}
