package dev.botrunner.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.queue.NewSession;
import dev.botrunner.queue.RoomPolicy;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.session.About;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Room;
import dev.botrunner.session.SecretSealer;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Step;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A session of bot {@code echo} with everything in it that may cross the link: persona, labels, environment, secrets. */
public record LinkedSession(SessionId id, Terms terms) {

    public static final Persona PERSONA = new Persona(
            Optional.of(Json.obj().put("name", "Ada").put("age", 1.50).build()),
            Map.of("greeting", "Hello\nthere", "refusal", "No \u2014 never"),
            List.of("greet", "tools.v2"),
            Optional.of(Json.obj().put("id", "v1").build()),
            Optional.of(
                    Json.obj().put("depth", Json.arr(Json.num(1), Json.nil())).build()),
            Optional.of(Json.arr(Json.obj().put("name", "clock").build())));

    public static final Json.Obj USER =
            Json.obj().put("id", "u1").put("name", "Grace").build();
    public static final Supply SUPPLY = new Supply(
            Map.of("MODEL_URL", "http://models.example"), List.of("files:/nowhere"), "link", Optional.of("d1"));
    public static final String ROOM_TOKEN = "room-token-canary";
    public static final Map<String, String> SECRETS = Map.of("API_KEY", "secret-canary");

    public static LinkedSession next(OnCrash onCrash) {
        var terms = new Terms(3, Duration.ofMinutes(10), Duration.ofHours(2), Duration.ofSeconds(20), onCrash);
        return new LinkedSession(SampleSession.one().id(), terms);
    }

    public Room room() {
        String url = "https://rooms.example/" + id;
        return new Room(url, url);
    }

    /** As {@code join} would hand it to the queue. */
    public NewSession asOf(SessionLedger ledger, SecretSealer sealer) {
        Seen seen = ledger.find(id);
        var labels = Map.of("team", "sales");
        var bot = new BotName("echo");
        var about = new About(Tenant.DEFAULT, bot, room(), labels, seen.time(), 5);
        Json.Obj secrets = Json.obj()
                .put("room_token", ROOM_TOKEN)
                .put("secrets", Json.texts(SECRETS))
                .build();
        var spec = new SessionSpec(
                id,
                Tenant.DEFAULT,
                bot,
                room(),
                PERSONA,
                Optional.of(USER),
                labels,
                SUPPLY,
                terms,
                seen.time(),
                Optional.of(SampleSession.TRACEPARENT),
                Optional.of(sealer.seal(id, secrets.text().getBytes(UTF_8))));
        var first = (Step) Lifecycle.standard().accepted(seen, about, terms);
        return new NewSession(
                spec, first, Optional.empty(), RoomPolicy.REUSE, seen.time().plusSeconds(3600));
    }
}
