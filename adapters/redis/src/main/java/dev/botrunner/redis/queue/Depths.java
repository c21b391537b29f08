package dev.botrunner.redis.queue;

import dev.botrunner.queue.Caps;
import dev.botrunner.queue.QueueDepth;
import dev.botrunner.queue.QueuePlace;
import dev.botrunner.session.BotName;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** How full the queue is, and where one session stands in it. */
final class Depths {

    private static final double EARLIEST = 0.5;
    private static final double LATEST = 2;

    private final StoreParts parts;

    Depths(StoreParts parts) {
        this.parts = parts;
    }

    /** One line as the store counts it, in the order of turns. */
    private record Line(BotName bot, Tenant tenant, int waiting, int backOff, int active, Optional<Duration> oldest) {
        private static Line of(ScriptReply rows, int at) {
            long oldest = rows.number(at + 5);
            return new Line(
                    new BotName(rows.text(at)),
                    new Tenant(rows.text(at + 1)),
                    (int) rows.number(at + 2),
                    (int) rows.number(at + 3),
                    (int) rows.number(at + 4),
                    oldest < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(oldest)));
        }
    }

    Optional<QueuePlace> place(SessionId id) {
        ScriptReply reply = parts.scripts().run(Script.PLACE, List.of(id.value()));
        if (!reply.has(2)) {
            return Optional.empty();
        }
        return Optional.of(place(reply, 2));
    }

    /** The place whose rank and rate stand in the answer from there on. */
    static QueuePlace place(ScriptReply reply, int from) {
        int position = (int) reply.number(from);
        if (reply.text(from + 1).isEmpty()) {
            return new QueuePlace(position, Optional.empty());
        }
        double seconds = position / reply.decimal(from + 1);
        var eta = new QueuePlace.Eta(duration(seconds * EARLIEST), duration(seconds * LATEST));
        return new QueuePlace(position, Optional.of(eta));
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    QueueDepth depth() {
        ScriptReply reply = parts.scripts().run(Script.DEPTH, List.of());
        ScriptReply rows = reply.list(2);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i += 6) {
            lines.add(Line.of(rows, i));
        }
        ScriptReply bots = reply.list(3);
        Map<Line, Integer> startable = startable(lines, bots, reply.list(4));
        correctDemand(bots, lines, startable);
        return new QueueDepth(rows(lines, startable), rates(bots));
    }

    private static List<QueueDepth.Row> rows(List<Line> lines, Map<Line, Integer> startable) {
        return lines.stream()
                .sorted(Comparator.comparing((Line line) -> line.bot().name())
                        .thenComparing(line -> line.tenant().name()))
                .map(line -> new QueueDepth.Row(
                        line.bot(),
                        line.tenant(),
                        line.waiting() + line.backOff(),
                        startable.getOrDefault(line, 0),
                        line.active(),
                        line.oldest()))
                .toList();
    }

    /**
     * Shares out what the caps leave, so that the rows of one bot together name no more than may really start. What a
     * tenant's cap leaves counts for each of its bots.
     */
    private Map<Line, Integer> startable(List<Line> lines, ScriptReply bots, ScriptReply tenants) {
        Map<String, Integer> leftOfBot = new HashMap<>();
        for (int i = 0; i < bots.size(); i += 4) {
            Caps.Bot cap = parts.caps().bot(new BotName(bots.text(i)));
            leftOfBot.put(bots.text(i), left(cap.sessions(), bots.number(i + 1)));
        }
        Map<String, Integer> leftOfTenant = new HashMap<>();
        for (int i = 0; i < tenants.size(); i += 2) {
            Caps.TenantCap cap = parts.caps().tenant(new Tenant(tenants.text(i)));
            leftOfTenant.put(tenants.text(i), left(cap.sessions(), tenants.number(i + 1)));
        }
        Map<Line, Integer> startable = new LinkedHashMap<>();
        for (Line line : lines) {
            int ofBot = leftOfBot.getOrDefault(line.bot().name(), 0);
            int ofTenant = leftOfTenant.getOrDefault(line.tenant().name(), 0);
            int ofLine = left(parts.caps().bot(line.bot()).perTenant(), line.active());
            int mayStart = Math.min(Math.min(line.waiting(), ofLine), Math.min(ofBot, ofTenant));
            leftOfBot.put(line.bot().name(), ofBot - mayStart);
            startable.put(line, mayStart);
        }
        return startable;
    }

    private static int left(OptionalInt cap, long used) {
        return cap.isEmpty() ? Integer.MAX_VALUE : (int) Math.max(0, cap.getAsInt() - used);
    }

    /** Each step keeps what autoscalers read; caps that have changed since are put right here. */
    private void correctDemand(ScriptReply bots, List<Line> lines, Map<Line, Integer> startable) {
        for (int i = 0; i < bots.size(); i += 4) {
            var bot = new BotName(bots.text(i));
            long sum = startable.entrySet().stream()
                    .filter(entry -> entry.getKey().bot().equals(bot))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            if (sum != bots.number(i + 3)) {
                parts.scripts().run(Script.DEMAND, demand(bot, lines));
            }
        }
    }

    private List<String> demand(BotName bot, List<Line> lines) {
        Caps.Bot cap = parts.caps().bot(bot);
        List<String> arguments =
                new ArrayList<>(List.of(bot.name(), CapTexts.text(cap.sessions()), CapTexts.text(cap.perTenant())));
        for (Line line : lines) {
            if (line.bot().equals(bot) && line.waiting() > 0) {
                arguments.add(line.tenant().name());
                arguments.add(CapTexts.text(parts.caps().tenant(line.tenant()).sessions()));
            }
        }
        return arguments;
    }

    private static List<QueueDepth.BotRate> rates(ScriptReply bots) {
        List<QueueDepth.BotRate> rates = new ArrayList<>();
        for (int i = 0; i < bots.size(); i += 4) {
            double rate = bots.decimal(i + 2);
            rates.add(new QueueDepth.BotRate(
                    new BotName(bots.text(i)), rate > 0 ? OptionalDouble.of(rate) : OptionalDouble.empty()));
        }
        rates.sort(Comparator.comparing(rate -> rate.bot().name()));
        return rates;
    }
}
