package dev.botrunner.bot.chat.model;

import dev.botrunner.bot.chat.model.ModelFault.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One question over HTTP, on its own thread; cancelled from any other by an interrupt. */
final class HttpCall implements ModelCall, Runnable {

    /** Sends the question and waits for the head of the answer. */
    @FunctionalInterface
    interface Exchange {
        HttpResponse<InputStream> send() throws IOException, InterruptedException;
    }

    private final Exchange exchange;
    private final Consumer<ModelEvent> ear;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread thread;
    private boolean cancelled;
    private boolean over;

    HttpCall(Exchange exchange, Consumer<ModelEvent> ear) {
        this.exchange = exchange;
        this.ear = ear;
    }

    /** Names the thread to interrupt. */
    void start(Thread own) {
        lock.lock();
        try {
            thread = own;
            if (cancelled && !over) {
                own.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cancel() {
        lock.lock();
        try {
            cancelled = true;
            if (thread != null && !over) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        boolean begun = false;
        try {
            HttpResponse<InputStream> response = exchange.send();
            begun = true;
            HttpModelClient.read(response, this::tell);
        } catch (IOException e) {
            tell(HttpModelClient.failed(e, begun));
        } catch (IllegalArgumentException e) {
            tell(new ModelEvent.Failed(ModelFault.of(
                    Kind.KEY_REFUSED, "The question cannot be sent: MODEL_API_KEY holds what no header can hold")));
        } catch (InterruptedException e) {
            // cancelled: nobody listens any more
            Thread.currentThread().interrupt();
        } finally {
            finished();
        }
    }

    private void finished() {
        lock.lock();
        try {
            over = true;
        } finally {
            lock.unlock();
        }
    }

    private void tell(ModelEvent event) {
        lock.lock();
        try {
            if (cancelled) {
                return;
            }
        } finally {
            lock.unlock();
        }
        ear.accept(event);
    }
}
