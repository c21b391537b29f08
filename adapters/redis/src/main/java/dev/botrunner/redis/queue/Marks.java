package dev.botrunner.redis.queue;

import dev.botrunner.queue.Caps;
import dev.botrunner.session.BotName;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for the next fair session. Which tenants wait is known to the store only, and what their caps are to us only: the
 * store uses the caps that it was told last and says which; where those are not ours any more, it is told and asked again.
 */
final class Marks {

    /** Tries until our caps and the store's agree, and unreadable records are out of the way. */
    private static final int TRIES = 16;

    private static final String ONLY_LOOK = "";

    private final StoreParts parts;

    Marks(StoreParts parts) {
        this.parts = parts;
    }

    Optional<Seen> next(RequestId request, Map<BotName, Duration> bots, Duration hold) {
        for (int i = 0; i < TRIES; i++) {
            ScriptReply reply = ask(request.value(), bots, hold);
            if (!reply.has(6)) {
                return Optional.empty();
            }
            String id = reply.text(4);
            Optional<SessionHead> head = parts.records().readable(id, reply.text(6));
            if (head.isPresent()) {
                return Optional.of(new Seen(new SessionId(id), head, reply.number(5), reply.time(0), reply.text(1)));
            }
        }
        return Optional.empty();
    }

    /** Whether there is anybody to offer, however short the wait was. */
    boolean offers(Collection<BotName> bots) {
        Map<BotName, Duration> asked = new HashMap<>();
        bots.forEach(bot -> asked.put(bot, Duration.ZERO));
        return ask(ONLY_LOOK, asked, Duration.ZERO).has(6);
    }

    private ScriptReply ask(String request, Map<BotName, Duration> bots, Duration hold) {
        Map<String, String> corrected = Map.of();
        ScriptReply reply = run(request, bots, hold, corrected);
        for (int i = 0; i < TRIES; i++) {
            corrected = corrections(reply.list(3));
            if (corrected.isEmpty()) {
                return reply;
            }
            reply = run(request, bots, hold, corrected);
        }
        return reply;
    }

    private ScriptReply run(String request, Map<BotName, Duration> bots, Duration hold, Map<String, String> corrected) {
        List<String> arguments =
                new ArrayList<>(List.of(request, Long.toString(hold.toMillis()), Integer.toString(corrected.size())));
        corrected.forEach((tenant, cap) -> {
            arguments.add(tenant);
            arguments.add(cap);
        });
        bots.forEach((bot, wait) -> {
            Caps.Bot cap = parts.caps().bot(bot);
            arguments.add(bot.name());
            arguments.add(Long.toString(wait.toMillis()));
            arguments.add(CapTexts.text(cap.sessions()));
            arguments.add(CapTexts.text(cap.perTenant()));
        });
        ScriptReply reply = parts.scripts().run(Script.NEXT, arguments);
        parts.scripts().heard(reply.text(1));
        parts.records().hidden(reply.number(2), "written by a newer server");
        return reply;
    }

    private Map<String, String> corrections(ScriptReply used) {
        Map<String, String> corrections = new HashMap<>();
        for (int i = 0; i + 1 < used.size(); i += 2) {
            String tenant = used.text(i);
            String cap = CapTexts.text(parts.caps().tenant(new Tenant(tenant)).sessions());
            if (!cap.equals(used.text(i + 1))) {
                corrections.put(tenant, cap);
            }
        }
        return corrections;
    }
}
