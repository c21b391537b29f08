package dev.botrunner.room.ws;

import dev.botrunner.session.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Writes what waits in the outbox, and a ping where nothing does, until the connection is no more. */
record Speaking(Outbox outbox, WsConnection connection, CountDownLatch lastWordsOut) implements Runnable {

    private static final Duration PING_EVERY = Duration.ofSeconds(10);
    private static final String PING = Json.obj().put("type", "ping").build().text();

    @Override
    public void run() {
        try {
            while (connection.isOpen()) {
                Outbox.Next next = outbox.next(connection::isOpen, PING_EVERY);
                if (!connection.isOpen()) {
                    return;
                }
                connection.write(next.message().orElse(PING));
                if (next.isLast()) {
                    connection.goodBye();
                    lastWordsOut.countDown();
                    return;
                }
            }
        } catch (IOException e) {
            connection.close(); // whoever reads learns of it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
