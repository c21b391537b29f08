package dev.botrunner.e2e.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.join.JoinAnswer;
import dev.botrunner.join.JoinCall;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Json;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People who join, ask again when they are not answered, say something, and stop. */
final class SimClient {

    private static final int MOST = 14;
    private static final List<BotName> BOTS = List.of(World.PULLED, World.LAUNCHED, World.POOLED);

    private final World world;
    private final List<SessionId> mine = new ArrayList<>();
    private final Map<String, SessionId> byKey = new HashMap<>();
    private Optional<JoinCall> unanswered = Optional.empty();
    private int joins;
    private int messages;

    SimClient(World world) {
        this.world = world;
    }

    void stopAsking() {
        joins = MOST;
        unanswered = Optional.empty();
    }

    void step() {
        try {
            act();
        } catch (DependencyException e) {
            world.chance().tell("client not answered");
        }
    }

    private void act() {
        if (unanswered.isPresent()) {
            join(unanswered.get());
        } else if (joins < MOST && world.chance().oneIn(2)) {
            JoinCall call = call(++joins);
            unanswered = Optional.of(call);
            join(call);
        } else if (!mine.isEmpty()) {
            SessionId id = world.chance().of(mine);
            if (world.chance().oneIn(6)) {
                world.chance().of(world.replicas()).stop(id);
            } else {
                world.chance().of(world.replicas()).say(id, "m" + ++messages);
            }
        }
    }

    private JoinCall call(int number) {
        var body = Json.obj()
                .put("bot", world.chance().of(BOTS).name())
                .put("room_url", "https://meet.example/" + number)
                .put("secrets", Json.obj().put("API_KEY", World.CANARY).build())
                .put("on_crash", world.chance().oneIn(3) ? "relaunch" : "end")
                .put("max_duration_seconds", 60 + world.chance().below(600))
                .build();
        Optional<String> key = world.chance().oneIn(4) ? Optional.empty() : Optional.of("key-" + number);
        return new JoinCall(Tenant.DEFAULT, body, key, Optional.empty(), Duration.ZERO);
    }

    private void join(JoinCall call) {
        if (call.idempotencyKey().isEmpty()) {
            unanswered = Optional.empty(); // asking again would be another join
        }
        JoinAnswer answer = world.chance().of(world.replicas()).join(call);
        if (answer instanceof JoinAnswer.WithSession known) {
            SessionId id = known.head().id();
            unanswered = Optional.empty();
            mine.add(id);
            world.audit().accepted(id);
            call.idempotencyKey()
                    .ifPresent(key -> assertThat(byKey.merge(key, id, (a, _) -> a))
                            .as("one session for one key")
                            .isEqualTo(id));
        }
    }

    /** The store forgot: keys and sessions mean nothing any more. */
    void forget() {
        mine.clear();
        byKey.clear();
    }
}
