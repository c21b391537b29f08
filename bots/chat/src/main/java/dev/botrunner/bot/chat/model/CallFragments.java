package dev.botrunner.bot.chat.model;

import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tool calls, put together from the pieces in which a stream brings them. For one thread. */
final class CallFragments {

    /** More calls, and longer arguments, than this are not taken: nobody reads them. */
    private static final int MOST_CALLS = 64;

    private static final int LONGEST = 64 * 1024;

    private final Map<Long, Draft> drafts = new TreeMap<>();

    /** @param piece an item of {@code tool_calls} */
    void add(Json.Obj piece) {
        // some servers give whole calls, and no index: each is one of its own
        long index = piece.integerAt("index")
                .orElse(piece.textAt("id").isPresent() ? drafts.size() : Math.max(0, drafts.size() - 1));
        if (!drafts.containsKey(index) && drafts.size() == MOST_CALLS) {
            return;
        }
        Draft draft = drafts.computeIfAbsent(index, _ -> new Draft());
        piece.textAt("id").filter(id -> !id.isEmpty()).ifPresent(id -> draft.id = id);
        Json.Obj function = piece.objAt("function").orElse(Json.Obj.EMPTY);
        function.textAt("name").ifPresent(name -> draft.name.append(name));
        function.textAt("arguments").ifPresent(draft::append);
        // not as the API has it, but as some servers do it
        function.objAt("arguments").ifPresent(arguments -> draft.append(arguments.text()));
    }

    /** Those that are whole so far, in the model's order. */
    List<ToolCall> calls() {
        List<ToolCall> calls = new ArrayList<>();
        drafts.forEach((index, draft) -> {
            if (!draft.name.isEmpty()) {
                String id = draft.id.isEmpty() ? "call_" + index : draft.id;
                calls.add(new ToolCall(id, draft.name.toString(), draft.arguments.toString()));
            }
        });
        return calls;
    }

    private static final class Draft {
        private String id = "";
        private final StringBuilder name = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();

        private void append(String more) {
            if (arguments.length() + more.length() <= LONGEST) {
                arguments.append(more);
            }
        }
    }
}
