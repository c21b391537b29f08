package dev.botrunner.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** How times are written: RFC 3339 UTC with exactly three digits of milliseconds, and durations as seconds. */
public final class Times {

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter().withZone(ZoneOffset.UTC);

    private static final int LENGTH = 24;
    private static final int MOST_YEARS = 9999;

    private Times() {}

    /** Written by hand, since each event has one: years of four digits; others as the JDK writes them. */
    public static String text(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > MOST_YEARS) {
            return MILLIS.format(instant);
        }
        byte[] text = {0, 0, 0, 0, '-', 0, 0, '-', 0, 0, 'T', 0, 0, ':', 0, 0, ':', 0, 0, '.', 0, 0, 0, 'Z'};
        digits(text, 0, 4, time.getYear());
        digits(text, 5, 2, time.getMonthValue());
        digits(text, 8, 2, time.getDayOfMonth());
        digits(text, 11, 2, time.getHour());
        digits(text, 14, 2, time.getMinute());
        digits(text, 17, 2, time.getSecond());
        digits(text, 20, 3, instant.getNano() / 1_000_000);
        return new String(text, 0, LENGTH, StandardCharsets.ISO_8859_1);
    }

    private static void digits(byte[] text, int at, int count, int number) {
        int rest = number;
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
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
