package dev.botrunner.bot.chat;

import dev.botrunner.bot.chat.talk.Company;
import dev.botrunner.loop.Ticker;
import dev.botrunner.room.Participant;
import dev.botrunner.session.Json;
import dev.botrunner.session.Times;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tools that the model may use: the bot's own, and those of the session, which somebody outside looks after. */
final class Toolbox {

    /** The model says by it that the conversation is over. */
    static final String END_CALL = "end_call";

    private static final String WHO = "who_is_here";
    private static final String TIME = "current_time";

    private final List<Json.Obj> offered = new ArrayList<>();
    private final Set<String> outside = new HashSet<>();
    private final Company company;
    private final Ticker ticker;

    /** @param given tools of the session; one that is called like one of the bot's own takes its place */
    Toolbox(List<Json.Obj> given, Company company, Ticker ticker) {
        this.company = company;
        this.ticker = ticker;
        for (Json.Obj tool : given) {
            String name =
                    tool.objAt("function").flatMap(it -> it.textAt("name")).orElseThrow();
            if (outside.add(name)) {
                offered.add(tool);
            }
        }
        offer(END_CALL, "Ends the conversation: you say good-bye and leave the room. Use it when the people are done.");
        offer(WHO, "Names the people who are in the room now.");
        offer(TIME, "Tells the date and the time, in UTC.");
    }

    private void offer(String name, String description) {
        if (outside.contains(name)) {
            return;
        }
        Json.Obj none = Json.obj()
                .put("type", "object")
                .put("properties", Json.Obj.EMPTY)
                .build();
        Json.Obj function = Json.obj()
                .put("name", name)
                .put("description", description)
                .put("parameters", none)
                .build();
        offered.add(Json.obj().put("type", "function").put("function", function).build());
    }

    /** What the model is told of. */
    List<Json.Obj> offered() {
        return List.copyOf(offered);
    }

    /** Whether its result comes from outside. */
    boolean isOutside(String tool) {
        return outside.contains(tool);
    }

    /** What one of the bot's own tools comes to; absent: there is no such tool. */
    Optional<String> use(String tool) {
        return switch (tool) {
            case END_CALL -> Optional.of("You leave now.");
            case TIME -> Optional.of(Times.text(ticker.now()));
            case WHO -> {
                List<Participant> people = company.people();
                yield Optional.of(people.isEmpty() ? "Nobody." : company.names(people));
            }
            default -> Optional.empty();
        };
    }
}
