package dev.botrunner.redis.queue;

import dev.botrunner.queue.StoreAudit;
import dev.botrunner.redis.RedisCommands;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.Protocol.Command;

/** The auditor's port: looks at all keys below the prefix, a few at a time. */
final class RedisAudit implements StoreAudit {

    private static final String START = "0";
    private static final String KEYS_EACH = "500";

    /** What names sessions. All else is looked at with their records, or names none. */
    private static final Set<String> NAMING = Set.of(
            "head",
            "spec",
            "line",
            "open",
            "held",
            "took",
            "instance",
            "active",
            "queued",
            "backoff",
            "dates",
            "silence",
            "ended",
            "room",
            "idem",
            "list");

    private final StoreParts parts;

    RedisAudit(StoreParts parts) {
        this.parts = parts;
    }

    @Override
    public Standings standings(Optional<SessionId> after, int limit) {
        ScriptReply reply = parts.scripts()
                .run(Script.STANDINGS, List.of(after.map(SessionId::value).orElse(""), Integer.toString(limit)));
        List<Standing> standings = new ArrayList<>();
        int unreadable = 0;
        ScriptReply found = reply.list(3);
        for (int i = 0; i < found.size(); i++) {
            ScriptReply one = found.list(i);
            Optional<SessionHead> head =
                    one.has(1) && one.number(2) <= HeadJson.VERSION ? Records.listed(one.text(1)) : Optional.empty();
            if (head.isPresent()) {
                standings.add(new Standing(head.get(), new Places(one).faults(new HeadFacts(head.get()))));
            } else {
                unreadable++;
            }
        }
        String next = reply.text(2);
        return new Standings(
                standings, unreadable, next.isEmpty() ? Optional.empty() : Optional.of(new SessionId(next)));
    }

    @Override
    public List<Stray> strays() {
        List<Stray> strays = new ArrayList<>();
        for (String name : names()) {
            String cursor = START;
            do {
                ScriptReply reply = parts.scripts().run(Script.STRAYS, List.of(name, cursor));
                cursor = reply.text(2);
                reply.list(3).items().forEach(member -> strays.add(new Stray(place(name), RedisCommands.text(member))));
            } while (!cursor.equals(START));
        }
        return List.copyOf(strays);
    }

    @Override
    public long hidden() {
        return parts.records().hidden();
    }

    /** Requests and idempotency keys are of callers: what is told is what kind of key it is. */
    private static String place(String name) {
        return name.startsWith("idem:") || name.startsWith("took:") ? kind(name) : name;
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        String cursor = START;
        String root = parts.keys().root();
        do {
            List<Object> found = parts.plain(Command.SCAN, cursor, "MATCH", root + "*", "COUNT", KEYS_EACH)
                    .items();
            cursor = RedisCommands.text(found.getFirst());
            for (Object key : RedisCommands.list(found.getLast())) {
                String name = RedisCommands.text(key).substring(root.length());
                if (NAMING.contains(kind(name))) {
                    names.add(name);
                }
            }
        } while (!cursor.equals(START));
        return names;
    }

    private static String kind(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }
}
