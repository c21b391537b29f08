package dev.botrunner.bench;

import dev.botrunner.session.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How long it takes from an invitation to the bot's greeting in the room, by phase: {@code InviteLoad API-URL ROOMS-URL
 * [INVITATIONS [PAUSE-MS]]}, against {@code dev}. A person waits in each room; between two invitations the worker has time
 * to warm a process.
 */
public final class InviteLoad {

    private static final String GREETING = "greeting";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String api;
    private final Map<String, Latencies> phases = new LinkedHashMap<>();

    private InviteLoad(String api) {
        this.api = api;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var load = new InviteLoad(args[0]);
        int count = args.length > 2 ? Integer.parseInt(args[2]) : 20;
        long pause = args.length > 3 ? Long.parseLong(args[3]) : 3_000;
        for (int i = 0; i < count; i++) {
            LockSupport.parkNanos(pause * 1_000_000);
            load.invite(args[1] + "/invite-" + System.nanoTime());
        }
        load.phases.forEach((phase, times) -> System.out.println(phase + ": " + times.summary()));
    }

    private void invite(String room) throws IOException, InterruptedException {
        try (var person = new RoomPerson(room)) {
            long asked = System.nanoTime();
            var body = Json.obj().put("bot", "chat").put("room_url", room).build();
            String id = call(HttpRequest.newBuilder(URI.create(api + "/v1/join"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes())))
                    .textAt("session_id")
                    .orElseThrow();
            note(GREETING, person.awaitWords() - asked);
            Json.Obj session = call(HttpRequest.newBuilder(URI.create(api + "/v1/sessions/" + id)));
            for (Json entry : session.itemsAt("timeline").orElse(List.of())) {
                Json.Obj phase = entry.asObj().orElseThrow();
                OptionalLong after = phase.integerAt("after_ms");
                after.ifPresent(ms -> note(phase.textAt("phase").orElse("?"), ms * 1_000_000));
            }
        }
    }

    private Json.Obj call(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return Json.parse(answer.body()).asObj().orElseThrow();
    }

    private void note(String phase, long nanos) {
        phases.computeIfAbsent(phase, _ -> new Latencies()).add(nanos);
    }
}
