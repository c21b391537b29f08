package dev.botrunner.redis.queue;

import dev.botrunner.loop.Subscription;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Page;
import dev.botrunner.queue.Query;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.queue.Wrote;
import dev.botrunner.redis.RedisCommands;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Stage;
import dev.botrunner.session.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The ledger's port. */
final class RedisLedger implements SessionLedger {

    private static final int LOOKS = 1_000;
    private static final String UNKNOWN_VERSION = "written by a newer server";

    private final StoreParts parts;

    RedisLedger(StoreParts parts) {
        this.parts = parts;
    }

    @Override
    public Seen find(SessionId id) {
        ScriptReply reply = parts.scripts().run(Script.FIND, List.of(id.value()));
        return parts.records().seen(id, reply, 2, reply.time(0), reply.text(1));
    }

    /** Without a question where an answer has just told what there is to know. */
    @Override
    public Seen fresh(SessionId id) {
        return parts.scripts()
                .recently()
                .flatMap(heard -> heard.time().map(now -> Seen.absent(id, now, heard.epoch())))
                .orElseGet(() -> find(id));
    }

    @Override
    public Optional<Seen> claimedBy(String pod) {
        ScriptReply reply = parts.scripts().run(Script.CLAIMED, List.of(pod));
        return reply.has(4)
                ? Optional.of(
                        parts.records().seen(new SessionId(reply.text(2)), reply, 3, reply.time(0), reply.text(1)))
                : Optional.empty();
    }

    @Override
    public Optional<SessionSpec> spec(SessionId id) {
        return parts.spec(id);
    }

    @Override
    public Page page(Query query) {
        List<String> arguments = new ArrayList<>(List.of(
                query.tenant().map(tenant -> tenant.name()).orElse(""),
                query.after().map(SessionId::value).orElse(""),
                Integer.toString(query.limit()),
                Integer.toString(Math.max(LOOKS, query.limit())),
                query.room().map(RedisKeys::hash).orElse(""),
                HeadFacts.flag(!query.stages().isEmpty() && !query.stages().contains(Stage.ENDED))));
        query.stages().forEach(stage -> arguments.add("s" + stage.name()));
        query.bots().forEach(bot -> arguments.add("b" + bot.name()));
        query.labels().forEach((key, value) -> arguments.add("l" + HeadFacts.label(key, value)));
        ScriptReply reply = parts.scripts().run(Script.PAGE, arguments);
        List<SessionHead> heads = new ArrayList<>();
        for (Object text : reply.list(3).items()) {
            Records.listed(RedisCommands.text(text)).ifPresent(heads::add);
        }
        String next = reply.text(2);
        return new Page(heads, next.isEmpty() ? Optional.empty() : Optional.of(new SessionId(next)));
    }

    @Override
    public List<Seen> due(Due kind, int limit) {
        ScriptReply reply = parts.scripts().run(Script.DUE, List.of(kind.name(), Integer.toString(limit)));
        parts.records().hidden(reply.number(2), UNKNOWN_VERSION);
        ScriptReply found = reply.list(3);
        List<Seen> due = new ArrayList<>(found.size() / 3);
        for (int i = 0; i + 2 < found.size(); i += 3) {
            String id = found.text(i);
            long version = found.number(i + 1);
            parts.records()
                    .readable(id, found.text(i + 2))
                    .map(head -> new Seen(new SessionId(id), Optional.of(head), version, reply.time(0), reply.text(1)))
                    .ifPresent(due::add);
        }
        return due;
    }

    @Override
    public Wrote write(Seen seen, Step step) {
        SessionHead next = step.next();
        if (!next.id().equals(seen.id())) {
            throw new IllegalStateException(
                    "A step for session " + next.id() + " was computed from the record of " + seen.id());
        }
        ScriptReply reply = parts.scripts().run(Script.WRITE, arguments(seen, step));
        return switch (reply.text(0)) {
            case "D" ->
                new Wrote.Done(new Seen(seen.id(), Optional.of(next), reply.number(3), reply.time(1), reply.text(2)));
            case "C" -> new Wrote.AtCap();
            case "S" -> new Wrote.Stale(parts.records().seen(seen.id(), reply, 3, reply.time(1), reply.text(2)));
            default -> throw new IllegalStateException("The script that writes answered " + reply.text(0));
        };
    }

    private List<String> arguments(Seen seen, Step step) {
        SessionHead next = step.next();
        var facts = new HeadFacts(next);
        Caps.Bot bot = parts.caps().bot(next.about().bot());
        Caps.TenantCap tenant = parts.caps().tenant(next.about().tenant());
        List<String> arguments = new ArrayList<>(List.of(
                seen.id().value(),
                Long.toString(seen.version()),
                seen.epoch(),
                HeadJson.text(next),
                HeadFacts.flag(starts(step)),
                HeadFacts.flag(next.state() instanceof SessionState.Starting),
                facts.bot(),
                facts.tenant(),
                facts.room(),
                facts.words(),
                facts.line(),
                facts.queued(),
                facts.date(),
                facts.silence(),
                facts.active(),
                facts.inRoom(),
                facts.labels()));
        arguments.addAll(CapTexts.of(bot, tenant));
        arguments.add(Long.toString(parts.recordTtl().toMillis()));
        arguments.add(HeadFacts.flag(next.hasEnded()));
        arguments.add(next.pod().orElse(""));
        arguments.add(next.pod().map(uid -> RequestId.ofPod(uid).value()).orElse(""));
        arguments.add(step.request().map(RequestId::value).orElse(""));
        for (LifecycleEvent event : step.events()) {
            arguments.add(HeadFacts.flag(event.type().equals(LifecycleEvent.PROGRESS)));
            arguments.add(EnvelopeJson.text(StepEvents.envelope(next, event)));
        }
        return arguments;
    }

    private static boolean starts(Step step) {
        return step.next().state() instanceof SessionState.Starting
                || step.events().stream().anyMatch(event -> event.type().equals(LifecycleEvent.STARTING));
    }

    @Override
    public void confirm() {
        if (parts.terms().strict()) {
            parts.scripts().runDurably(Script.TOUCH, List.of());
        }
    }

    @Override
    public Subscription changes(Consumer<SessionId> reader) {
        return parts.news().pokes().changes(reader);
    }

    @Override
    public Instant time() {
        return find(SessionId.NOBODY).time();
    }
}
