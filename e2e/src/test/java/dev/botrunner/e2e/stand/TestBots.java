package dev.botrunner.e2e.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bots of these tests. Each says first where it runs ({@link #HERE}); then:
 *
 * <ul>
 *   <li>{@code stay} joins, answers every message with {@link #HEARD}, and leaves when it is told to or by the message
 *       {@code leave}; the message {@code exit} ends it with the code in its data.
 *   <li>{@code shy} does the same from its second attempt on; the first waits and never joins.
 *   <li>{@code brief} joins and leaves.
 *   <li>{@code stubborn} joins and does not leave when it is told to.
 *   <li>{@code crash} fails before it joins, each time.
 *   <li>{@code wrong} says that its configuration is wrong.
 *   <li>{@code missing} has no program.
 * </ul>
 */
public final class TestBots {

    public static final String FILE = "bots.yaml";

    /** What a bot says first: the numbers of its process and of its runner. */
    public static final String HERE = "test.here";

    /** What a bot says about a message. */
    public static final String HEARD = "test.heard";

    private static final String SCRIPT = """
            # A bot for tests: the first word says how it behaves.
            echo '{"type":"test.here","data":{"pid":'$$',"runner":'$PPID'}}'
            leave() { echo '{"end":{"reason":"said_goodbye"}}'; exit 0; }
            if [ "$1" = stubborn ]; then trap '' TERM; else trap leave TERM; fi
            case $1 in
                crash) exit 7 ;;
                wrong) exit 20 ;;
                shy) if [ "$SESSION_ATTEMPT" = 1 ]; then exec sleep 1000; fi ;;
            esac
            echo '{"joining":true}'
            while IFS= read -r line; do
                case $line in
                    '{"join"'*) if [ "$1" = brief ]; then exit 0; fi ;;
                    *'"leave"'*) leave ;;
                    *'"exit"'*) code=${line##*'"code":'}; exit "${code%%'}'*}" ;;
                    *) printf '{"type":"test.heard","data":%s}\\n' "$line" ;;
                esac
            done
            if [ "$1" = stubborn ]; then exec sleep 1000; fi
            leave
            """;

    private static final String BOTS = """
            default: stay
            bots:
              stay: {exec: [/bin/sh, bot.sh, stay], good_bye: 5s}
              shy: {exec: [/bin/sh, bot.sh, shy], good_bye: 5s}
              brief: {exec: [/bin/sh, bot.sh, brief], good_bye: 5s}
              stubborn: {exec: [/bin/sh, bot.sh, stubborn], good_bye: 2s}
              crash: {exec: [/bin/sh, bot.sh, crash], good_bye: 5s, attempts: 2}
              wrong: {exec: [/bin/sh, bot.sh, wrong], good_bye: 5s}
              missing: {exec: [./no-such-program], good_bye: 5s}
            """;

    private TestBots() {}

    static void write(Path folder) {
        try {
            Files.writeString(folder.resolve("bot.sh"), SCRIPT);
            Files.writeString(folder.resolve(FILE), BOTS);
        } catch (IOException e) {
            throw new UncheckedIOException("The bots of a test could not be written", e);
        }
    }
}
