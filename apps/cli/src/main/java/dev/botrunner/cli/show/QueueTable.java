package dev.botrunner.cli.show;

import dev.botrunner.session.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How full the queue is, bot by bot. */
public final class QueueTable {

    private QueueTable() {}

    /** No lines where there is nothing to tell. */
    public static List<String> lines(Json.Obj document, Ink ink) {
        var table = new Table("BOT", "QUEUED", "OLDEST", "IN FLIGHT", "STARTS/S").right(1, 2, 3, 4);
        for (Json item : document.itemsAt("bots").orElse(List.of())) {
            Json.Obj bot = item.asObj().orElse(Json.Obj.EMPTY);
            table.row(
                    bot.textAt("bot").orElse("?"),
                    count(bot, "queued"),
                    number(bot, "oldest_wait_seconds")
                            .map(seconds -> Ages.text(
                                    Duration.ofMillis(seconds.movePointRight(3).longValue())))
                            .orElse("-"),
                    count(bot, "in_flight"),
                    number(bot, "releases_per_second")
                            .map(rate -> rate.setScale(2, RoundingMode.HALF_UP).toPlainString())
                            .orElse("-"));
        }
        return table.isEmpty() ? List.of() : table.lines(ink);
    }

    private static String count(Json.Obj bot, String member) {
        return bot.integerAt(member).isPresent()
                ? Long.toString(bot.integerAt(member).getAsLong())
                : "-";
    }

    private static Optional<BigDecimal> number(Json.Obj bot, String member) {
        return bot.member(member)
                .flatMap(value -> value instanceof Json.Num number ? number.asDecimal() : Optional.empty());
    }
}
