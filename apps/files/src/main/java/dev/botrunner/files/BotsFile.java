package dev.botrunner.files;

import dev.botrunner.join.Profile;
import dev.botrunner.join.Profiles;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code bots.yaml}. The control server goes by the profiles in its file, a worker or an image by the programs in its
 * own; the two files may be one.
 */
public record BotsFile(Profiles profiles, Map<BotName, BotProgram> programs) {

    public BotsFile {
        programs = Map.copyOf(programs);
    }

    /** @throws FaultyFile naming everything that is wrong, with its lines */
    public static BotsFile read(Path path) {
        return parse(TextFile.text(path, TextFile.bytes(path)), path.toString());
    }

    /**
     * @param file names it in messages
     * @throws FaultyFile naming everything that is wrong, with its lines
     */
    public static BotsFile parse(String text, String file) {
        var faults = new YamlFaults(file);
        Optional<YamlMap> top = YamlFile.read(text, file, faults);
        List<Profile> profiles = new ArrayList<>();
        Map<BotName, BotProgram> programs = new LinkedHashMap<>();
        Optional<BotName> named = top.flatMap(BotsFile::named);
        Optional<YamlMap> bots = top.flatMap(map -> map.map("bots"));
        if (top.isEmpty() || (bots.isEmpty() && top.get().value("bots").isEmpty())) {
            faults.add(0, "expected a key 'bots' with a profile for each bot");
        }
        bots.ifPresent(map -> map.all().forEach((name, value) -> {
            if (!Names.isName(name)) {
                map.faultAt(name, "a bot's name is [a-z][a-z0-9-]{0,62}");
                return;
            }
            var bot = new BotName(name);
            // "bots: {echo: }" is a bot of which nothing is said.
            Optional<YamlMap> members = value.map("bot '" + name + "'");
            if (members.isEmpty() && !value.isNull()) {
                value.fault("bot '" + name + "': expected a mapping (key: value)");
            }
            profiles.add(members.map(m -> ProfileReader.read(bot, m)).orElseGet(() -> Profile.named(bot)));
            programs.put(bot, members.map(m -> ProgramReader.read(bot, m)).orElseGet(() -> ProgramReader.byImage(bot)));
            members.ifPresent(YamlMap::refuseUnknown);
        }));
        top.ifPresent(map -> {
            if (named.isPresent() && !programs.containsKey(named.get())) {
                map.faultAt("default", "the default bot '" + named.get() + "' has no profile in this file");
            }
            map.refuseUnknown();
        });
        faults.check();
        return new BotsFile(Profiles.of(named, profiles), programs);
    }

    /** A bot that is a class on the class path, with nothing else said of it: as the built-in ones are. */
    public static BotsFile ofClass(BotName bot, String className) {
        var program =
                new BotProgram(bot, new BotProgram.Start.JavaClass(className), BotProgram.Announce.BOT, List.of());
        return new BotsFile(Profiles.of(Optional.of(bot), List.of(Profile.named(bot))), Map.of(bot, program));
    }

    /** These and others; of two bots with one name the other stands, and a default that the others name wins. */
    public BotsFile with(BotsFile others) {
        Map<BotName, BotProgram> both = new LinkedHashMap<>(programs);
        both.putAll(others.programs);
        return new BotsFile(profiles.with(others.profiles), both);
    }

    private static Optional<BotName> named(YamlMap top) {
        return top.text("default", Names::isName, "the name of a bot").map(BotName::new);
    }
}
