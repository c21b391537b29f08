package dev.botrunner.session;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** How times are written: RFC 3339 UTC with exactly three digits of milliseconds, and durations as seconds. */
public final class Times {

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter().withZone(ZoneOffset.UTC);

    private Times() {}

    public static String text(Instant instant) {
        return MILLIS.format(instant);
    }

    public static Json seconds(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0
                ? Json.num(millis / 1000)
                : new Json.Num(java.math.BigDecimal.valueOf(millis, 3)
                        .stripTrailingZeros()
                        .toPlainString());
    }
}
