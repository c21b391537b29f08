package dev.botrunner.bot.chat.talk;

import dev.botrunner.bot.chat.model.ToolCall;
import dev.botrunner.session.Json;
import dev.botrunner.session.TextSize;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * What was said, as far as the model is told of it. Bounded: of what a question may take, the system's part is always
 * there, and the turns get the rest, at least a quarter of the whole; the oldest are dropped. A tool's call and its result
 * stand in one turn and go together. The last turn is always told, cut where it is too long by itself. Tokens are
 * approximated: four bytes of UTF-8 are one, and each entry takes four more. For one thread.
 */
public final class Dialogue {

    private static final int BYTES_PER_TOKEN = 4;
    private static final int FRAME = 4;
    private static final int MOST_UNANSWERED = 64;

    private final int most;
    private final Deque<Turn> turns = new ArrayDeque<>();
    private final Deque<Entry> unanswered = new ArrayDeque<>();
    private int held;

    private record Turn(List<Entry> entries, int tokens) {}

    /** @param most tokens of a question */
    public Dialogue(int most) {
        this.most = most;
    }

    public static int tokens(String text) {
        return (TextSize.length(text) + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN + FRAME;
    }

    /** Adds a turn of one or more entries that belong together. What can never be told again is forgotten. */
    public void add(Entry... entries) {
        add(List.of(entries));
    }

    public void add(List<Entry> entries) {
        var turn = new Turn(
                List.copyOf(entries),
                entries.stream().mapToInt(Dialogue::tokens).sum());
        turns.addLast(turn);
        held += turn.tokens();
        while (held > most && turns.size() > 1) {
            held -= turns.removeFirst().tokens();
        }
    }

    /** Adds what is to be answered: it stands behind all that is still said until somebody sets about it. */
    public void addUnanswered(Entry entry) {
        unanswered.add(entry);
        if (unanswered.size() > MOST_UNANSWERED) {
            add(unanswered.remove());
        }
    }

    /** Somebody sets about the answer. */
    public void answering() {
        unanswered.forEach(this::add);
        unanswered.clear();
    }

    private static int tokens(Entry entry) {
        int tokens = tokens(entry.text());
        if (entry instanceof Entry.Spoken spoken) {
            for (ToolCall call : spoken.calls()) {
                tokens += tokens(call.tool() + call.arguments());
            }
        }
        return tokens;
    }

    /**
     * The messages of a question.
     *
     * @param system said first, whatever it takes
     * @param last said at the end, as the system's word; empty: nothing
     */
    public List<Json.Obj> messages(String system, String last) {
        int room = Math.max(most - tokens(system) - (last.isEmpty() ? 0 : tokens(last)), most / 4);
        Deque<List<Entry>> told = new ArrayDeque<>();
        for (Iterator<Turn> newest = turns.descendingIterator(); newest.hasNext(); ) {
            Turn turn = newest.next();
            if (turn.tokens() > room) {
                if (told.isEmpty()) {
                    told.addFirst(Cut.to(turn.entries(), room));
                }
                break;
            }
            room -= turn.tokens();
            told.addFirst(turn.entries());
        }
        List<Json.Obj> messages = new ArrayList<>();
        messages.add(message("system", system));
        told.forEach(turn -> turn.forEach(entry -> messages.add(message(entry))));
        if (!last.isEmpty()) {
            messages.add(message("system", last));
        }
        return messages;
    }

    private static Json.Obj message(Entry entry) {
        return switch (entry) {
            case Entry.Said said ->
                message("user", said.by().map(by -> by + ": " + said.text()).orElse(said.text()));
            case Entry.Note note -> message("system", note.text());
            case Entry.Result result ->
                Json.obj()
                        .put("role", "tool")
                        .put("tool_call_id", result.callId())
                        .put("content", result.text())
                        .build();
            case Entry.Spoken spoken ->
                spoken.calls().isEmpty() ? message("assistant", spoken.text()) : withCalls(spoken);
        };
    }

    private static Json.Obj withCalls(Entry.Spoken spoken) {
        return Json.obj()
                .put("role", "assistant")
                .put("content", spoken.text().isEmpty() ? Json.nil() : Json.str(spoken.text()))
                .put(
                        "tool_calls",
                        Json.arr(spoken.calls().stream().map(Dialogue::call).toList()))
                .build();
    }

    private static Json.Obj call(ToolCall call) {
        return Json.obj()
                .put("id", call.id())
                .put("type", "function")
                .put(
                        "function",
                        Json.obj()
                                .put("name", call.tool())
                                .put("arguments", call.arguments())
                                .build())
                .build();
    }

    private static Json.Obj message(String role, String content) {
        return Json.obj().put("role", role).put("content", content).build();
    }
}
