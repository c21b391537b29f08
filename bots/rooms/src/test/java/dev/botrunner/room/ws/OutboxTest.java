package dev.botrunner.room.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What is said goes out once and in order, wherever connections break. */
final class OutboxTest {

    private final Outbox outbox = new Outbox();

    @Test
    void piecesThatWaitAreOneMessage() throws InterruptedException {
        outbox.say(0, "a", "Hel");
        outbox.say(0, "a", "lo");
        outbox.finish(0, "a", "done");
        assertThat(next(outbox))
                .isEqualTo("{\"type\":\"say\",\"n\":1,\"utterance\":\"a\",\"text\":\"Hello\",\"state\":\"done\"}");
        assertThat(outbox.next(() -> true, Duration.ZERO).message()).isEmpty();
    }

    @Test
    void whatIsSentIsNotChangedAndGoesOutAgainUntilItIsHad() throws InterruptedException {
        outbox.say(0, "a", "one");
        String first = next(outbox);
        outbox.say(0, "a", "two");
        String second = next(outbox);
        outbox.again(0);
        assertThat(next(outbox)).isEqualTo(first);
        assertThat(next(outbox)).isEqualTo(second);
        outbox.again(1);
        assertThat(next(outbox)).isEqualTo(second);
    }

    @Test
    void aClosedConnectionTakesNothing() throws InterruptedException {
        outbox.say(0, "a", "one");
        assertThat(outbox.next(() -> false, Duration.ofSeconds(30)).message()).isEmpty();
        assertThat(next(outbox)).contains("one");
    }

    @Test
    void aNewSeatForgetsWhatWasSaidAtTheOldOne() throws InterruptedException {
        outbox.say(0, "a", "one");
        outbox.anew();
        assertThat(outbox.say(0, "a", "two")).isFalse();
        outbox.finish(0, "a", "done");
        assertThat(outbox.say(outbox.seat(), "b", "three")).isTrue();
        assertThat(next(outbox)).contains("\"n\":1").contains("three");
    }

    @Test
    void aMessageStaysSmallWhateverItHolds() throws InterruptedException {
        outbox.say(0, "a", "\u0000".repeat(10_000));
        outbox.finish(0, "a", "done");
        int characters = 0;
        for (String message = next(outbox); !message.isEmpty(); message = next(outbox)) {
            assertThat(message.length()).isLessThan(16 * 1024);
            characters += Json.parse(message)
                    .asObj()
                    .orElseThrow()
                    .textAt("text")
                    .orElse("")
                    .length();
        }
        assertThat(characters).isEqualTo(10_000);
    }

    @Test
    void theLastWordsComeLastAndNothingAfterThem() throws InterruptedException {
        outbox.say(0, "a", "one");
        outbox.end("bye");
        outbox.mention("typing");
        assertThat(outbox.say(0, "a", "two")).isFalse();
        assertThat(next(outbox)).contains("one");
        assertThat(next(outbox)).isEqualTo("typing");
        Outbox.Next last = outbox.next(() -> true, Duration.ZERO);
        assertThat(last.message()).contains("bye");
        assertThat(last.isLast()).isTrue();
    }

    @Property(tries = 300)
    void nothingIsLostOrSaidTwiceWhereverTheConnectionBreaks(@ForAll @LongRange(min = 0, max = 1_000_000) long seed)
            throws InterruptedException {
        var random = new SplittableRandom(seed);
        var under = new Outbox();
        var room = new Room();
        Map<String, StringBuilder> said = new LinkedHashMap<>();
        for (int step = 0; step < 200; step++) {
            String utterance = "u" + random.nextInt(4);
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    String piece = step + ",";
                    if (under.say(0, utterance, piece)) {
                        said.computeIfAbsent(utterance, _ -> new StringBuilder())
                                .append(piece);
                    }
                }
                case 2 -> room.take(next(under));
                case 3 -> under.acknowledged(random.nextLong(room.received + 1));
                default -> {
                    next(under); // lost on its way
                    under.again(room.received);
                }
            }
        }
        under.again(room.received);
        for (String message = next(under); !message.isEmpty(); message = next(under)) {
            room.take(message);
        }
        said.forEach((utterance, text) -> assertThat(room.text(utterance)).isEqualTo(text.toString()));
    }

    /** Takes numbered messages as the server does. */
    private static final class Room {

        private final Map<String, List<String>> heard = new LinkedHashMap<>();
        private long received;

        void take(String message) {
            if (message.isEmpty()) {
                return;
            }
            Json.Obj say = Json.parse(message).asObj().orElseThrow();
            long number = say.integerAt("n").orElseThrow();
            if (number > received) {
                assertThat(number).isEqualTo(received + 1);
                received = number;
                heard.computeIfAbsent(say.textAt("utterance").orElseThrow(), _ -> new ArrayList<>())
                        .add(say.textAt("text").orElse(""));
            }
        }

        String text(String utterance) {
            return String.join("", heard.getOrDefault(utterance, List.of()));
        }
    }

    private static String next(Outbox from) throws InterruptedException {
        return from.next(() -> true, Duration.ZERO).message().orElse("");
    }
}
