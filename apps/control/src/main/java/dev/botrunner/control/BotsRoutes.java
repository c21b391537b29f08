package dev.botrunner.control;

import dev.botrunner.control.http.Call;
import dev.botrunner.control.http.Endpoint;
import dev.botrunner.control.http.Reply;
import dev.botrunner.files.KeyScope;
import dev.botrunner.join.Profile;
import dev.botrunner.join.Profiles;
import dev.botrunner.queue.Caps;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.Times;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Supplier;

/** {@code GET /v1/bots}: the profiles, without programs, environment, secrets and what may hold them. */
public final class BotsRoutes {

    private final Supplier<Profiles> profiles;

    public BotsRoutes(Supplier<Profiles> profiles) {
        this.profiles = profiles;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/v1/bots", this::list, KeyScope.READ));
    }

    private Reply list(Call call) {
        Profiles now = profiles.get();
        List<Json.Obj> bots = now.all().stream().map(BotsRoutes::document).toList();
        return Reply.ok(Json.obj()
                .putTextOrNull("default", now.fallback().map(Profile::bot).map(BotName::name))
                .put("bots", Json.arr(bots))
                .build());
    }

    private static Json.Obj document(Profile profile) {
        Profile.Launching launching = profile.launching();
        return Json.obj()
                .put("bot", profile.bot().name())
                .put("rooms", Json.texts(new TreeSet<>(profile.rooms())))
                .put("start_deadline_seconds", Times.seconds(profile.terms().startDeadline()))
                .put("max_duration_seconds", Times.seconds(profile.terms().maxDuration()))
                .put("attempts", profile.terms().attempts())
                .put("good_bye_seconds", Times.seconds(profile.terms().goodBye()))
                .put("events", profile.supply().events())
                .put("deliver", launching.deliver().word())
                .putTextOrNull("launcher", launching.launcher())
                .put("limits", limits(profile.limits()))
                .putOrNull("pool", launching.pool().map(BotsRoutes::pool))
                .build();
    }

    private static Json.Obj limits(Caps.Bot limits) {
        return Json.obj()
                .putOrNull("sessions", number(limits.sessions()))
                .putOrNull("per_tenant", number(limits.perTenant()))
                .build();
    }

    private static OptionalLong number(OptionalInt limit) {
        return limit.isPresent() ? OptionalLong.of(limit.getAsInt()) : OptionalLong.empty();
    }

    private static Json.Obj pool(Profile.Pool pool) {
        return Json.obj()
                .put("idle", pool.idle())
                .put("max", pool.max())
                .put("fallback_after_seconds", Times.seconds(pool.fallbackAfter()))
                .build();
    }
}
