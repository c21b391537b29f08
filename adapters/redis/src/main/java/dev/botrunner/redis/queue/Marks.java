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
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks for the next fair session. Which tenants wait is known to the store only, and what their caps are to us only: the
 * store uses the caps that it was told last and says which; where those are not ours any more, it is told and asked again.
 */
final class Marks {

    /** Tries until our caps and the store's agree, and unreadable records are out of the way. */
    private static final int TRIES = 16;

    private static final String ONLY_LOOK = "";

    /** Not what the request was shown before. */
    private static final String CHOSEN = "chosen";

    /** The caps of the tenants that we have met, as the store uses them as far as we know: one entry for each tenant. */
    private final Map<String, String> told = new ConcurrentHashMap<>();

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

    /** For which of the bots there is anybody to offer, however short the wait was. */
    Optional<BotName> offered(Collection<BotName> bots) {
        Map<BotName, Duration> asked = new HashMap<>();
        bots.forEach(bot -> asked.put(bot, Duration.ZERO));
        ScriptReply reply = ask(ONLY_LOOK, asked, Duration.ZERO);
        return reply.has(8) ? Optional.of(new BotName(reply.text(8))) : Optional.empty();
    }

    private ScriptReply ask(String request, Map<BotName, Duration> bots, Duration hold) {
        ScriptReply reply = run(List.of(request, Long.toString(hold.toMillis()), ""), bots, changed());
        for (int i = 0; i < TRIES; i++) {
            Map<String, String> corrected = corrections(reply.list(3));
            if (corrected.isEmpty()) {
                return reply;
            }
            String undone = reply.has(7) && reply.text(7).equals(CHOSEN) ? reply.text(4) : "";
            reply = run(List.of(request, Long.toString(hold.toMillis()), undone), bots, corrected);
        }
        return reply;
    }

    /** Of the tenants that we have met: what has changed since we told the store. */
    private Map<String, String> changed() {
        Map<String, String> changed = new HashMap<>();
        told.forEach((tenant, cap) -> {
            String now = cap(tenant);
            if (!now.equals(cap)) {
                changed.put(tenant, now);
            }
        });
        return changed;
    }

    private String cap(String tenant) {
        return CapTexts.text(parts.caps().tenant(new Tenant(tenant)).sessions());
    }

    private ScriptReply run(List<String> asked, Map<BotName, Duration> bots, Map<String, String> corrected) {
        List<String> arguments = new ArrayList<>(asked);
        arguments.add(Integer.toString(corrected.size()));
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
        parts.records().hidden(reply.number(2), "written by a newer server");
        told.putAll(corrected);
        return reply;
    }

    private Map<String, String> corrections(ScriptReply used) {
        Map<String, String> corrections = new HashMap<>();
        for (int i = 0; i + 1 < used.size(); i += 2) {
            String tenant = used.text(i);
            String cap = cap(tenant);
            String usedCap = used.text(i + 1).isEmpty() ? CapTexts.NONE : used.text(i + 1);
            if (cap.equals(usedCap)) {
                told.put(tenant, cap);
            } else {
                corrections.put(tenant, cap);
            }
        }
        return corrections;
    }
}
