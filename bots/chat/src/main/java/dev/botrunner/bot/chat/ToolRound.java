package dev.botrunner.bot.chat;

import dev.botrunner.bot.chat.model.ToolCall;
import dev.botrunner.bot.chat.talk.Entry;
import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import dev.botrunner.session.TextSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools that the model wants to use at one time, until each of them has come to something. For one thread. */
final class ToolRound {

    private static final String NONE = "There is no such tool: go on without it.";
    private static final String LATE = "The tool is not available now: go on without it.";
    private static final int SHOWN = 8 * 1024;

    private final List<ToolCall> calls;
    private final Map<String, Json> results = new LinkedHashMap<>();
    private final Voice voice;
    private final long began;

    private ToolRound(List<ToolCall> calls, Voice voice, long now) {
        this.calls = calls;
        this.voice = voice;
        this.began = now;
    }

    /** Tells of the calls, and uses those tools that are the bot's own. */
    static ToolRound begin(List<ToolCall> calls, Toolbox tools, Voice voice, long now) {
        var round = new ToolRound(distinct(calls), voice, now);
        for (ToolCall call : round.calls) {
            voice.publish(
                    "bot.tool.call",
                    Json.obj()
                            .put("call_id", call.id())
                            .put("tool", call.tool())
                            .put("arguments", arguments(call))
                            .build());
            if (!tools.isOutside(call.tool())) {
                Optional<String> result = tools.use(call.tool());
                round.take(call.id(), Json.str(result.orElse(NONE)), result.isEmpty(), now);
            }
        }
        return round;
    }

    /** Some models give all their calls one name: each needs one of its own, or its result finds no place. */
    private static List<ToolCall> distinct(List<ToolCall> calls) {
        Map<String, ToolCall> distinct = new LinkedHashMap<>();
        for (ToolCall call : calls) {
            String id = distinct.containsKey(call.id()) ? call.id() + "_" + distinct.size() : call.id();
            distinct.put(id, new ToolCall(id, call.tool(), call.arguments()));
        }
        return List.copyOf(distinct.values());
    }

    private static Json arguments(ToolCall call) {
        String text = TextSize.cut(call.arguments(), SHOWN);
        try {
            return call.arguments().isBlank() ? Json.Obj.EMPTY : Json.parse(text);
        } catch (MalformedJson notJson) {
            return Json.str(text);
        }
    }

    /** False: nobody waits for it. */
    boolean take(String callId, Json result, boolean failed, long now) {
        Optional<ToolCall> call =
                calls.stream().filter(it -> it.id().equals(callId)).findFirst();
        if (call.isEmpty() || results.containsKey(callId)) {
            return false;
        }
        results.put(callId, result);
        String text = TextSize.cut(text(result), SHOWN);
        voice.publish(
                "bot.tool.result",
                Json.obj()
                        .put("call_id", callId)
                        .put("tool", call.get().tool())
                        .put(failed ? "error" : "result", text)
                        .put("duration_ms", (now - began) / 1_000_000)
                        .build());
        return true;
    }

    private static String text(Json result) {
        return result.asText().orElseGet(result::text);
    }

    boolean isComplete() {
        return results.size() == calls.size();
    }

    /** Nobody is waited for any longer. */
    void expire(long now) {
        for (ToolCall call : calls) {
            if (!results.containsKey(call.id())) {
                take(call.id(), Json.str(LATE), true, now);
            }
        }
    }

    boolean wants(String tool) {
        return calls.stream().anyMatch(call -> call.tool().equals(tool));
    }

    /** As the conversation remembers it. */
    List<Entry> entries(String said) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry.Spoken(said, calls));
        calls.forEach(call ->
                entries.add(new Entry.Result(call.id(), text(results.getOrDefault(call.id(), Json.str(LATE))))));
        return entries;
    }
}
