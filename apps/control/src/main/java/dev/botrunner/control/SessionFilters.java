package dev.botrunner.control;

import dev.botrunner.control.http.Parameters;
import dev.botrunner.control.http.Problem;
import dev.botrunner.control.http.Refusal;
import dev.botrunner.join.BodyReader;
import dev.botrunner.join.PageCursor;
import dev.botrunner.queue.Query;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Names;
import dev.botrunner.session.Room;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import dev.botrunner.session.Tenant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The query parameters of a list of sessions. */
final class SessionFilters {

    static final String[] PARAMETERS = {"state", "bot", "label", "room_url", "limit", "after"};

    private static final int MOST = 500;
    private static final int USUAL = 50;

    private SessionFilters() {}

    /** What is asked for; nothing where it cannot hold for any session. */
    static Optional<Query> query(Parameters parameters, Optional<Tenant> tenant, PageCursor cursors) {
        Optional<Map<String, String>> labels = labels(parameters);
        Query first = new Query(
                tenant,
                states(parameters),
                bots(parameters),
                labels.orElse(Map.of()),
                room(parameters),
                Optional.empty(),
                parameters.integer("limit", 1, MOST, USUAL));
        Optional<SessionId> after = parameters
                .one("after")
                .map(cursor -> cursors.read(cursor, first)
                        .orElseThrow(
                                () -> refusal("after", "A cursor of this list, with the same filters, is expected")));
        return labels.map(_ -> new Query(
                first.tenant(), first.stages(), first.bots(), first.labels(), first.room(), after, first.limit()));
    }

    private static Set<Stage> states(Parameters parameters) {
        Set<Stage> states = new HashSet<>();
        for (String word : parameters.all("state")) {
            states.add(Stage.of(word)
                    .orElseThrow(() ->
                            refusal("state", "One of queued, starting, running, joined, ending, ended is expected")));
        }
        return states;
    }

    private static Set<BotName> bots(Parameters parameters) {
        Set<BotName> bots = new HashSet<>();
        for (String name : parameters.all("bot")) {
            if (!Names.isName(name)) {
                throw refusal("bot", "The name of a bot ([a-z][a-z0-9-]{0,62}) is expected");
            }
            bots.add(new BotName(name));
        }
        return bots;
    }

    /** Nothing where one label is to have two values at once. */
    private static Optional<Map<String, String>> labels(Parameters parameters) {
        Map<String, String> labels = new LinkedHashMap<>();
        boolean possible = true;
        for (String label : parameters.all("label")) {
            int colon = label.indexOf(':');
            String key = colon < 0 ? "" : label.substring(0, colon);
            String value = label.substring(colon + 1);
            if (!Names.isLabelKey(key) || !Names.isLabelValue(value)) {
                throw refusal("label", "A label as key:value is expected");
            }
            String other = labels.putIfAbsent(key, value);
            possible &= other == null || other.equals(value);
        }
        return possible ? Optional.of(labels) : Optional.empty();
    }

    private static Optional<String> room(Parameters parameters) {
        return parameters.one("room_url").map(url -> switch (BodyReader.anyRoom(url)) {
            case Room.Parsed(Room room) -> room.key();
            case Room.Faulty(String detail) -> throw refusal("room_url", "The URL of a room is expected: " + detail);
        });
    }

    private static Refusal refusal(String parameter, String detail) {
        return new Refusal(Problem.inParameter(parameter, detail));
    }
}
