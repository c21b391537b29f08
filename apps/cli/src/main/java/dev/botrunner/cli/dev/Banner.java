package dev.botrunner.cli.dev;

import dev.botrunner.cli.Version;
import dev.botrunner.cli.client.ApiOptions;
import dev.botrunner.cli.show.Ink;
import dev.botrunner.join.Profile;
import dev.botrunner.join.Profiles;
import dev.botrunner.session.BotName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code dev} says when it is ready: where things are, and what to try first. */
final class Banner {

    private static final String ELSEWHERE = "https://rooms.example";

    private Banner() {}

    static List<String> lines(DevStack stack, Profiles profiles, Ink ink) {
        String api = stack.api();
        boolean usual = api.equals(ApiOptions.HERE);
        String room = stack.rooms().orElse(ELSEWHERE) + "/hello";
        String url = usual ? "" : " --url " + api;
        var lines = new ArrayList<String>();
        lines.add(
                ink.paint(Ink.Colour.STRONG, "Botrunner " + Version.text()) + " runs on this machine, all in memory.");
        lines.add("");
        lines.add("  API         " + api);
        lines.add("  Management  " + stack.manage());
        lines.add("  Link        " + stack.link());
        stack.rooms().ifPresent(rooms -> lines.add("  Rooms       " + rooms));
        lines.add("  Bots        " + bots(profiles));
        lines.add("");
        if (stack.rooms().isPresent()) {
            lines.add(
                    "Meet a bot: open " + room + ", enter, and invite one. Its session is on the dashboard at " + api);
        }
        lines.add("Send a bot, and watch what happens:");
        lines.add("  curl -N " + api + "/v1/events");
        lines.add(
                "  curl " + api + "/v1/join -H 'Content-Type: application/json' -d '{\"room_url\": \"" + room + "\"}'");
        lines.add("or in one:");
        lines.add("  botrunner join " + room + " --watch" + url);
        lines.add("");
        lines.add("Ctrl-C: the bots say good-bye and all is gone. Ctrl-C again: at once.");
        return lines;
    }

    private static String bots(Profiles profiles) {
        Optional<BotName> usual = profiles.fallback().map(Profile::bot);
        return profiles.all().stream()
                .map(Profile::bot)
                .map(bot -> bot.name() + (usual.filter(bot::equals).isPresent() ? " (default)" : ""))
                .collect(Collectors.joining(", "));
    }
}
