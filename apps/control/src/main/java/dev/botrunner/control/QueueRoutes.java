package dev.botrunner.control;

import dev.botrunner.control.http.Call;
import dev.botrunner.control.http.Endpoint;
import dev.botrunner.control.http.ProblemCode;
import dev.botrunner.control.http.Refusal;
import dev.botrunner.control.http.Reply;
import dev.botrunner.files.KeyScope;
import dev.botrunner.join.Profiles;
import dev.botrunner.join.SessionDesk;
import dev.botrunner.queue.QueueDepth;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.Names;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Times;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** How full the queue is, for people and for autoscalers. */
public final class QueueRoutes {

    private final SessionDesk desk;
    private final Supplier<Profiles> profiles;

    public QueueRoutes(SessionDesk desk, Supplier<Profiles> profiles) {
        this.desk = desk;
        this.profiles = profiles;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/queue", this::depth, KeyScope.READ),
                Endpoint.get("/v1/queue/{bot}/demand", this::demand, KeyScope.WORK, KeyScope.ADMIN));
    }

    private Reply depth(Call call) {
        QueueDepth depth = desk.depth();
        boolean all = call.caller().scopes().contains(KeyScope.ADMIN);
        Optional<Tenant> tenant =
                all ? Optional.empty() : Optional.of(call.caller().requireTenant());
        Set<BotName> bots = new TreeSet<>(Comparator.comparing(BotName::name));
        profiles.get().all().forEach(profile -> bots.add(profile.bot()));
        List<QueueDepth.Row> rows = depth.rows().stream()
                .filter(row -> tenant.isEmpty() || row.tenant().equals(tenant.get()))
                .toList();
        rows.forEach(row -> bots.add(row.bot()));
        List<Json.Obj> shown =
                bots.stream().map(bot -> depth(bot, rows, depth.rates())).toList();
        return Reply.ok(Json.obj().put("bots", Json.arr(shown)).build());
    }

    private static Json.Obj depth(BotName bot, List<QueueDepth.Row> rows, List<QueueDepth.BotRate> rates) {
        Optional<Duration> oldest = rows.stream()
                .filter(row -> row.bot().equals(bot))
                .flatMap(row -> row.oldest().stream())
                .max(Comparator.naturalOrder());
        Optional<Json> rate = rates.stream()
                .filter(measured ->
                        measured.bot().equals(bot) && measured.perSecond().isPresent())
                .<Json>map(measured -> thousandths(measured.perSecond().getAsDouble()))
                .findFirst();
        return Json.obj()
                .put("bot", bot.name())
                .put("queued", sum(bot, rows, QueueDepth.Row::queued))
                .putOrNull("oldest_wait_seconds", oldest.map(Times::seconds))
                .put("in_flight", sum(bot, rows, QueueDepth.Row::inFlight))
                .putOrNull("releases_per_second", rate)
                .build();
    }

    private Reply demand(Call call) {
        String name = call.name("bot");
        List<QueueDepth.Row> rows = desk.depth().rows();
        boolean known = Names.isName(name)
                && (profiles.get().find(new BotName(name)).isPresent()
                        || rows.stream().anyMatch(row -> row.bot().name().equals(name)));
        if (!known) {
            throw new Refusal(ProblemCode.NOT_FOUND, "There is no bot of this name");
        }
        var bot = new BotName(name);
        return Reply.ok(Json.obj()
                .put("queued", sum(bot, rows, QueueDepth.Row::queued))
                .put("startable", sum(bot, rows, QueueDepth.Row::startable))
                .put("in_flight", sum(bot, rows, QueueDepth.Row::inFlight))
                .build());
    }

    private static int sum(BotName bot, List<QueueDepth.Row> rows, ToIntFunction<QueueDepth.Row> what) {
        return rows.stream().filter(row -> row.bot().equals(bot)).mapToInt(what).sum();
    }

    private static Json.Num thousandths(double number) {
        return new Json.Num(
                BigDecimal.valueOf(number).setScale(3, RoundingMode.HALF_UP).toPlainString());
    }
}
