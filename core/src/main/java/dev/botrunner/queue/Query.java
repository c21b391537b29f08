package dev.botrunner.queue;

import dev.botrunner.session.BotName;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import dev.botrunner.session.Tenant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which records to list, newest first.
 *
 * @param tenant absent: all tenants
 * @param stages empty: all; else any of them
 * @param bots empty: all; else any of them
 * @param labels all of them
 * @param room a room's key
 * @param after only sessions below this id
 * @param limit 1 to 500; a page may be shorter
 */
public record Query(
        Optional<Tenant> tenant,
        Set<Stage> stages,
        Set<BotName> bots,
        Map<String, String> labels,
        Optional<String> room,
        Optional<SessionId> after,
        int limit) {

    public Query {
        stages = Set.copyOf(stages);
        bots = Set.copyOf(bots);
        labels = Map.copyOf(labels);
    }

    public static Query of(Tenant tenant, int limit) {
        return new Query(Optional.of(tenant), Set.of(), Set.of(), Map.of(), Optional.empty(), Optional.empty(), limit);
    }
}
