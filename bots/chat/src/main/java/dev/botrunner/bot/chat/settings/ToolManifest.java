package dev.botrunner.bot.chat.settings;

import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code BOT_TOOLS}: tools as chat completions have them ({@code {"type": "function", "function": {…}}}), or as
 * their function alone, or as MCP lists them ({@code name}, {@code description}, {@code inputSchema}).
 */
final class ToolManifest {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Json.Obj ANY =
            Json.obj().put("type", "object").put("properties", Json.Obj.EMPTY).build();

    private ToolManifest() {}

    /** As chat completions have them. */
    static List<Json.Obj> read(Json.Arr tools, List<String> faults) {
        List<Json.Obj> read = new ArrayList<>();
        for (int i = 0; i < tools.items().size(); i++) {
            Optional<Json.Obj> tool = tools.items().get(i).asObj();
            Json.Obj function =
                    tool.flatMap(it -> it.objAt("function")).or(() -> tool).orElse(Json.Obj.EMPTY);
            Optional<String> name = function.textAt("name").filter(NAME.asMatchPredicate());
            if (name.isEmpty()) {
                faults.add("tools[" + i + "]: expected an object with a name of [A-Za-z0-9_-]{1,64}");
            } else {
                read.add(tool(name.get(), function));
            }
        }
        return read;
    }

    private static Json.Obj tool(String name, Json.Obj function) {
        Json.Obj parameters = function.objAt("parameters")
                .or(() -> function.objAt("inputSchema"))
                .or(() -> function.objAt("input_schema"))
                .orElse(ANY);
        return Json.obj()
                .put("type", "function")
                .put(
                        "function",
                        Json.obj()
                                .put("name", name)
                                .put(
                                        "description",
                                        function.textAt("description").orElse(""))
                                .put("parameters", parameters)
                                .build())
                .build();
    }
}
