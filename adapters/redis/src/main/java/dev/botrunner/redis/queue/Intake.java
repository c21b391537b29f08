package dev.botrunner.redis.queue;

import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.NewSession;
import dev.botrunner.redis.RedisTrouble;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.exceptions.JedisDataException;

/** Takes new sessions in: many in one script where many come at once. */
final class Intake {

    private static final Duration UNKNOWN = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final StoreParts parts;
    private final EntryPlaces places;

    Intake(StoreParts parts, EntryPlaces places) {
        this.parts = parts;
        this.places = places;
    }

    Enqueued admit(NewSession session) {
        List<String> arguments = arguments(session);
        ScriptReply reply = parts.scripts()
                .runTogether(Script.ENQUEUE, arguments, parts.terms().strict())
                .list(2);
        return switch (reply.text(0)) {
            case "A" -> accepted(session, reply);
            case "S" -> same(session, reply);
            case "K" ->
                new Enqueued.Known(
                        head(reply), reply.text(3).equals("1"), reply.text(4).equals("1"));
            case "R" -> new Enqueued.KeyReused();
            case "T" -> new Enqueued.RoomTaken(head(reply));
            case "Q" -> new Enqueued.Full(Enqueued.Scope.QUEUE, after(reply.decimal(1)));
            case "N" -> new Enqueued.Full(Enqueued.Scope.TENANT, after(reply.decimal(1)));
            case "H" -> new Enqueued.Throttled(atMostLongest(Duration.ofMillis(reply.number(1))));
            case "L" -> new Enqueued.TooLate();
            case "O" ->
                throw RedisTrouble.unavailable(
                        "Nothing is accepted while so many events wait for the broker: see whether it answers");
            case "E" -> throw RedisTrouble.of(new JedisDataException(reply.text(1)));
            default -> throw new IllegalStateException("The script that enqueues answered " + reply.text(0));
        };
    }

    private Enqueued accepted(NewSession session, ScriptReply reply) {
        if (reply.has(2)) {
            places.entered(session.spec().id(), Depths.place(reply, 1));
        }
        return new Enqueued.Accepted(session.first().next());
    }

    /** It is there already: where our own first try has put it, that is what was asked for. */
    private Enqueued same(NewSession session, ScriptReply reply) {
        SessionHead there = parts.records().head(session.spec().id(), reply.text(2));
        return reply.again() && there.equals(session.first().next())
                ? new Enqueued.Accepted(there)
                : new Enqueued.Known(there, false, true);
    }

    private SessionHead head(ScriptReply reply) {
        return parts.records().head(SessionId.NOBODY, reply.text(2));
    }

    /** What the script is told of it. */
    List<String> arguments(NewSession session) {
        SessionSpec spec = session.spec();
        SessionHead first = session.first().next();
        var facts = new HeadFacts(first);
        Caps.TenantCap tenant = parts.caps().tenant(spec.tenant());
        List<String> caps = CapTexts.of(parts.caps().bot(spec.bot()), tenant);
        String trace = spec.traceparent().orElse("");
        List<String> arguments = new ArrayList<>(List.of(
                spec.id().value(),
                spec.bot().name(),
                spec.tenant().name(),
                facts.room(),
                session.policy().word(),
                Long.toString(session.latest().toEpochMilli()),
                first.events().epoch(),
                session.idempotency().map(mark -> RedisKeys.hash(mark.key())).orElse(""),
                session.idempotency()
                        .map(NewSession.IdempotencyMark::fingerprint)
                        .orElse(""),
                HeadFacts.flag(parts.terms().strict()),
                Integer.toString(parts.caps().queueLimit()),
                Integer.toString(tenant.queue()),
                caps.getLast(),
                tenant.perSecond() > 0 ? Double.toString(tenant.perSecond()) : "",
                Integer.toString(tenant.burst())));
        arguments.addAll(caps.subList(0, 3));
        arguments.addAll(List.of(
                facts.words(),
                HeadJson.text(first),
                SpecJson.text(spec),
                facts.line(),
                facts.date(),
                facts.labels(),
                trace));
        for (LifecycleEvent event : session.first().events()) {
            arguments.add(EnvelopeJson.text(StepEvents.envelope(first, event)));
        }
        return arguments;
    }

    /** Once a place is free, at that many a second. */
    private static Duration after(double perSecond) {
        if (perSecond <= 0) {
            return UNKNOWN;
        }
        double seconds = Math.ceil(1 / perSecond);
        return Duration.ofSeconds((long) Math.min(seconds, (double) LONGEST.toSeconds()));
    }

    private static Duration atMostLongest(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }
}
