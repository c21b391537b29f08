package dev.botrunner.e2e.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The bots of these tests. Each writes a line into {@link #RUNS} and says where it runs ({@link #HERE}); then:
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
 *   <li>{@code direct} is {@code stay}, and brings its events to the broker itself where its runner knows one.
 *   <li>{@code by-hand} is {@code stay}, and no worker knows it.
 * </ul>
 */
public final class TestBots {

    /** The file of workers. */
    public static final String FILE = "bots.yaml";

    /** The file of the control server, which does not say what their programs are. */
    public static final String CONTROL_FILE = "control.yaml";

    /** A file for runners that no worker starts. */
    public static final String BY_HAND_FILE = "by-hand.yaml";

    /** For each time that a bot's program was started, in their folder: its session and attempt. */
    public static final String RUNS = "runs.txt";

    /** What a bot says first: the numbers of its process and of its runner. */
    public static final String HERE = "test.here";

    /** What a bot says about a message. */
    public static final String HEARD = "test.heard";

    private static final String SCRIPT = """
            # A bot for tests: the first word says how it behaves.
            echo "$SESSION_ID $SESSION_ATTEMPT" >> runs.txt
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
            bots:
              stay: {exec: [/bin/sh, bot.sh, stay], good_bye: 5s}
              direct: {exec: [/bin/sh, bot.sh, stay], good_bye: 5s}
              shy: {exec: [/bin/sh, bot.sh, shy], good_bye: 5s}
              brief: {exec: [/bin/sh, bot.sh, brief], good_bye: 5s}
              stubborn: {exec: [/bin/sh, bot.sh, stubborn], good_bye: 2s}
              crash: {exec: [/bin/sh, bot.sh, crash], good_bye: 5s, attempts: 2}
              wrong: {exec: [/bin/sh, bot.sh, wrong], good_bye: 5s}
              missing: {exec: [./no-such-program], good_bye: 5s}
            """;

    private static final String ECHO = """
              echo: {java: dev.botrunner.bot.echo.EchoBot, good_bye: 5s}
            """;

    private static final String CONTROL = """
            default: stay
            bots:
              echo: {good_bye: 5s}
              stay: {good_bye: 5s}
              shy: {good_bye: 5s}
              brief: {good_bye: 5s}
              stubborn: {good_bye: 2s}
              crash: {good_bye: 5s, attempts: 2}
              wrong: {good_bye: 5s}
              missing: {good_bye: 5s}
              direct: {good_bye: 5s, events: direct}
              by-hand: {good_bye: 5s}
            """;

    private static final String BY_HAND = """
            bots:
              by-hand: {exec: [/bin/sh, bot.sh, stay]}
            """;

    private static final Pattern PROFILE = Pattern.compile("(?m)^  ([a-z-]+): \\{good_bye");

    private TestBots() {}

    /** The same bots for the control server, in pods of an image that has them. */
    static void inPods(Path folder, String image) {
        try {
            String shape = "  $1: {image: '" + image + "', start_deadline: 150s, good_bye";
            Files.writeString(
                    folder.resolve(CONTROL_FILE), PROFILE.matcher(CONTROL).replaceAll(shape));
        } catch (IOException e) {
            throw new UncheckedIOException("The bots of a test could not be written", e);
        }
    }

    /** Names of all that the control server knows. */
    public static List<String> names() {
        return PROFILE.matcher(CONTROL).results().map(bot -> bot.group(1)).toList();
    }

    /** Writes script and files. {@code dev} has its own {@code echo}. */
    public static void write(Path folder, Topology topology) {
        try {
            Files.writeString(folder.resolve("bot.sh"), SCRIPT);
            Files.writeString(folder.resolve(FILE), topology == Topology.DEV ? BOTS : BOTS + ECHO);
            Files.writeString(folder.resolve(CONTROL_FILE), CONTROL);
            Files.writeString(folder.resolve(BY_HAND_FILE), BY_HAND);
        } catch (IOException e) {
            throw new UncheckedIOException("The bots of a test could not be written", e);
        }
    }
}
