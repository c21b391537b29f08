package dev.botrunner.stream;

import java.time.Duration;

/**
 * What bounds the streams of one control server.
 *
 * @param clients open at a time
 * @param events that may wait for one client
 * @param bytes that may wait for one client
 * @param lag how long one may wait
 * @param heartbeat how often each client hears something
 * @param rotation after how long, give or take a fifth, a client is sent to come again
 */
public record StreamLimits(int clients, int events, int bytes, Duration lag, Duration heartbeat, Duration rotation) {

    public static StreamLimits of(int clients) {
        return new StreamLimits(
                clients, 1_000, 1 << 20, Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(30));
    }
}
