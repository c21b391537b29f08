package dev.botrunner.room.server.http;

import dev.botrunner.room.server.CloseCode;
import dev.botrunner.room.server.Connection;
import dev.botrunner.room.server.Hall;
import dev.botrunner.room.server.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * One WebSocket. What it is sent waits here, one message on its way at a time; when more than the bound waits, the client
 * is too slow and is cut off without ceremony: no close frame would reach it. It may come back to its seat. Public,
 * since the library looks its methods up.
 */
public final class RoomSocket implements Session.Listener.AutoDemanding, Wire {

    static final int MOST_WAITING = 1_024;
    static final int MOST_WAITING_CHARS = 2 * 1024 * 1024;

    private final Connection connection;
    private final Runnable gone;
    private final AtomicInteger turns = new AtomicInteger();

    /** Guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Deque<String> waiting = new ArrayDeque<>();
    private int waitingChars;
    private boolean busy;
    private boolean over;
    private Optional<Session> session = Optional.empty();
    private Optional<CloseCode> last = Optional.empty();

    RoomSocket(Hall hall, String room, Runnable gone) {
        this.connection = hall.connect(room, this);
        this.gone = gone;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        lock.lock();
        try {
            session = Optional.of(opened);
        } finally {
            lock.unlock();
        }
        turn();
    }

    @Override
    public void onWebSocketText(String text) {
        connection.text(text);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        callback.succeed();
        close(CloseCode.NOT_TEXT);
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        lock.lock();
        try {
            over = true;
            waiting.clear();
        } finally {
            lock.unlock();
        }
        connection.gone(code);
        gone.run();
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        // The closing, which follows, says all that matters: clients go away in every possible way.
    }

    @Override
    public void send(String message) {
        Optional<Session> tooSlow = Optional.empty();
        lock.lock();
        try {
            if (over || last.isPresent()) {
                return;
            }
            waiting.add(message);
            waitingChars += message.length();
            if (waiting.size() > MOST_WAITING || waitingChars > MOST_WAITING_CHARS) {
                tooSlow = session;
                over = true;
                waiting.clear();
            }
        } finally {
            lock.unlock();
        }
        tooSlow.ifPresentOrElse(Session::disconnect, this::turn);
    }

    @Override
    public void close(CloseCode code) {
        lock.lock();
        try {
            if (last.isEmpty()) {
                last = Optional.of(code);
            }
        } finally {
            lock.unlock();
        }
        turn();
    }

    /** Of those who come at once one goes on for all: a message that is sent at once must not make the stack deeper. */
    private void turn() {
        if (turns.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        while (seen > 0) {
            step();
            seen = turns.addAndGet(-seen);
        }
    }

    private void step() {
        Optional<String> next = Optional.empty();
        Optional<CloseCode> closing = Optional.empty();
        Session open;
        lock.lock();
        try {
            if (busy || over || session.isEmpty()) {
                return;
            }
            open = session.get();
            if (!waiting.isEmpty()) {
                String message = waiting.remove();
                waitingChars -= message.length();
                busy = true;
                next = Optional.of(message);
            } else if (last.isPresent()) {
                over = true;
                closing = last;
            }
        } finally {
            lock.unlock();
        }
        next.ifPresent(message -> open.sendText(message, Callback.from(this::sent, _ -> sent())));
        closing.ifPresent(code -> open.close(code.number(), code.word(), Callback.NOOP));
    }

    private void sent() {
        lock.lock();
        try {
            busy = false;
        } finally {
            lock.unlock();
        }
        turn();
    }
}
