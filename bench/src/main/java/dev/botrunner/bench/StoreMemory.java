package dev.botrunner.bench;

import dev.botrunner.session.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * What a session takes in Redis: {@code StoreMemory API-HOST:PORT LINK-HOST:PORT REDIS-HOST:PORT [COUNT]}. Joins, then
 * claims and redeems, then ends so many, and tells each time how much more memory is used. The server runs with {@code
 * --auth none} and its events elsewhere.
 */
public final class StoreMemory {

    private final String api;
    private final String link;
    private final String redis;

    private StoreMemory(String api, String link, String redis) {
        this.api = api;
        this.link = link;
        this.redis = redis;
    }

    public static void main(String[] args) throws Exception {
        int count = args.length > 3 ? Integer.parseInt(args[3]) : 2_000;
        new StoreMemory(args[0], args[1], args[2]).run(count);
    }

    private void run(int count) throws IOException {
        join(20);
        List<String> warm = live(20);
        finish(warm);
        long before = used();
        join(count);
        long queued = used();
        List<String> tokens = live(count);
        long live = used();
        finish(tokens);
        long ended = used();
        System.out.printf(
                Locale.ROOT,
                "bytes for each of %d sessions: queued %d, live %d, ended %d%n",
                count,
                (queued - before) / count,
                (live - before) / count,
                (ended - before) / count);
    }

    private void join(int count) throws IOException {
        try (var connection = ClaimLoad.connect(api)) {
            for (int i = 0; i < count; i++) {
                String body = "{\"bot\":\"echo\",\"room_url\":\"https://meet.example/m" + i
                        + "\",\"room_policy\":\"another\",\"start_deadline_seconds\":3600,"
                        + "\"personality\":{\"name\":\"Ada\"},\"secrets\":{\"MODEL_KEY\":\"0123456789abcdef\"}}";
                require(connection.exchange(KeepAlive.post("/v1/join", api, body)), 202);
            }
        }
    }

    /** Their session tokens. */
    private List<String> live(int count) throws IOException {
        var tokens = new ArrayList<String>();
        try (var connection = ClaimLoad.connect(link)) {
            for (int i = 0; i < count; i++) {
                String claim = "{\"instance\":\"bench\",\"request_id\":\"memory-" + System.nanoTime()
                        + "\",\"bots\":[\"echo\"],\"children\":[],\"wait_seconds\":10}";
                Json.Obj claimed = object(connection.exchange(KeepAlive.post("/link/v1/claim", link, claim)))
                        .objAt("claim")
                        .orElseThrow();
                String ticket = claimed.textAt("ticket").orElseThrow();
                var answer = connection.exchange(post(
                        "/link/v1/redeem", ticket, "{\"instance\":\"bench-" + i + "-" + System.nanoTime() + "\"}"));
                tokens.add(object(answer).textAt("session_token").orElseThrow());
            }
        }
        return tokens;
    }

    private void finish(List<String> tokens) throws IOException {
        try (var connection = ClaimLoad.connect(link)) {
            for (String token : tokens) {
                String end = "{\"outcome\":\"completed\",\"reason\":\"done\",\"exit_code\":0,\"detail\":\"\"}";
                require(connection.exchange(post("/link/v1/finish", token, end)), 200);
            }
        }
    }

    private byte[] post(String path, String bearer, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: " + link + "\r\nAuthorization: Bearer " + bearer
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Json.Obj object(KeepAlive.Answer answer) {
        require(answer, 200);
        return (Json.Obj) Json.parse(answer.body());
    }

    private static void require(KeepAlive.Answer answer, int status) {
        if (answer.status() != status) {
            throw new IllegalStateException("Expected " + status + ": " + answer);
        }
    }

    /** Once nothing waits in the outbox any more. */
    private long used() throws IOException {
        LockSupport.parkNanos(2_000_000_000L);
        try (var connection = ClaimLoad.connect(redis)) {
            connection.send("INFO memory\r\n".getBytes(StandardCharsets.US_ASCII));
            for (String line = connection.line(); ; line = connection.line()) {
                if (line.startsWith("used_memory:")) {
                    return Long.parseLong(line.substring(12).strip());
                }
            }
        }
    }
}
