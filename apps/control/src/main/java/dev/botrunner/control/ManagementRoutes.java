package dev.botrunner.control;

import dev.botrunner.control.http.Call;
import dev.botrunner.control.http.Endpoint;
import dev.botrunner.control.http.Reply;
import dev.botrunner.control.measure.Meters;
import dev.botrunner.loop.Health;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** The management port: for probes and scrapers, without authorization and without tenants' data. */
public final class ManagementRoutes {

    private static final HttpField METRICS =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");

    private final BooleanSupplier ready;
    private final Health health;
    private final Meters meters;
    private final Runnable refresh;
    private final String version = BuildVersion.text();

    /**
     * @param ready started, and not draining
     * @param refresh asks for what meters cannot keep by themselves
     */
    public ManagementRoutes(BooleanSupplier ready, Health health, Meters meters, Runnable refresh) {
        this.ready = ready;
        this.health = health;
        this.meters = meters;
        this.refresh = refresh;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/livez", this::live).answering(Endpoint.Answers.ANYTHING),
                Endpoint.get("/readyz", this::ready).answering(Endpoint.Answers.ANYTHING),
                Endpoint.get("/healthz", this::health).answering(Endpoint.Answers.ANYTHING),
                Endpoint.get("/metrics", this::metrics).answering(Endpoint.Answers.ANYTHING));
    }

    private Reply live(Call call) {
        return Reply.ok(status("up").build());
    }

    private Reply ready(Call call) {
        boolean now = ready.getAsBoolean();
        return Reply.json(now ? 200 : 503, status(now ? "ready" : "not_ready").build());
    }

    private Reply health(Call call) {
        Map<String, Health.Status> now = health.now();
        boolean up = now.values().stream().allMatch(Health.Status.Up.class::isInstance);
        JsonBuilder checks = Json.obj();
        now.forEach((name, status) -> checks.put(name, check(status)));
        return Reply.json(
                up ? 200 : 503,
                status(up ? "up" : "down")
                        .put("version", version)
                        .put("checks", checks.build())
                        .build());
    }

    private Reply metrics(Call call) {
        refresh.run();
        byte[] text = meters.text().getBytes(StandardCharsets.UTF_8);
        return new Reply.Body(200, METRICS, ByteBuffer.wrap(text), List.of());
    }

    private static Json check(Health.Status status) {
        return switch (status) {
            case Health.Status.Up _ -> status("up").build();
            case Health.Status.Down(String detail) ->
                status("down").put("detail", detail).build();
        };
    }

    private static JsonBuilder status(String word) {
        return Json.obj().put("status", word);
    }
}
