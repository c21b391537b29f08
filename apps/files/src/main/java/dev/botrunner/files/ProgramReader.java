package dev.botrunner.files;

import dev.botrunner.session.BotName;
import dev.botrunner.session.Names;
import java.util.List;
import java.util.Optional;

/** The worker's part of a profile: {@code exec java announce secrets_from}. */
final class ProgramReader {

    private ProgramReader() {}

    static BotProgram read(BotName bot, YamlMap members) {
        Optional<List<String>> exec = members.texts("exec", ProgramReader::isArgument, "a text without NUL");
        Optional<String> java = members.text("java", ProgramReader::isClassName, "the full name of a class");
        if (exec.isPresent() && exec.get().isEmpty()) {
            members.faultAt("exec", "'exec' names the program first: [\"python3\", \"bot.py\"]");
        }
        if (exec.isPresent() && java.isPresent()) {
            members.faultAt("java", "'exec' and 'java' together: a bot is one of them");
        }
        BotProgram.Start start = exec.<BotProgram.Start>map(BotProgram.Start.Exec::new)
                .or(() -> java.map(BotProgram.Start.JavaClass::new))
                .orElseGet(BotProgram.Start.ByImage::new);
        Optional<String> announce =
                members.text("announce", word -> word.equals("bot") || word.equals("start"), "bot or start");
        List<String> secrets = members.texts("secrets_from", ProgramReader::isSecretsName, "the name of a secret")
                .orElse(List.of());
        boolean atStart = announce.filter("start"::equals).isPresent();
        return new BotProgram(bot, start, atStart ? BotProgram.Announce.START : BotProgram.Announce.BOT, secrets);
    }

    static BotProgram byImage(BotName bot) {
        return new BotProgram(bot, new BotProgram.Start.ByImage(), BotProgram.Announce.BOT, List.of());
    }

    private static boolean isArgument(String text) {
        return text.indexOf('\0') < 0;
    }

    private static boolean isClassName(String text) {
        boolean start = true;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '.' && !start) {
                start = true;
            } else if (start ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c)) {
                start = false;
            } else {
                return false;
            }
        }
        return !start;
    }

    /** It becomes the name of a directory: never a path. */
    private static boolean isSecretsName(String text) {
        return Names.isPersonalityId(text) && text.indexOf(':') < 0;
    }
}
