package dev.botrunner.runner.log;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** One line for each event: time, level, who, what, and what belongs to it. */
final class PlainLogger extends AbstractLogger implements LoggingEventAware {

    private static final long serialVersionUID = 1L;

    private final String shortName;
    private final Level from;

    PlainLogger(String name, Level from) {
        this.name = name;
        this.shortName = name.substring(name.lastIndexOf('.') + 1);
        this.from = from;
    }

    @Override
    public void log(LoggingEvent event) {
        var line = new StringBuilder(String.valueOf(event.getMessage()));
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> line.append(' ').append(pair.key).append('=').append(pair.value));
        }
        write(event.getLevel(), line.toString(), event.getThrowable());
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        write(level, String.valueOf(MessageFormatter.basicArrayFormat(message, arguments)), thrown);
    }

    private void write(Level level, String message, @Nullable Throwable thrown) {
        String failure =
                Optional.ofNullable(thrown).map(t -> ": " + t + first(t)).orElse("");
        String time = LocalTime.now(ZoneId.systemDefault())
                .truncatedTo(ChronoUnit.MILLIS)
                .toString();
        System.err.println(oneLine(time + " " + level + " " + shortName + ": " + message + failure));
    }

    private static String first(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    /** Nobody can make two lines of one. */
    private static String oneLine(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n");
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    private boolean isOn(Level level) {
        return level.toInt() >= from.toInt();
    }

    @Override
    public boolean isTraceEnabled() {
        return isOn(Level.TRACE);
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
        return isOn(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return isOn(Level.DEBUG);
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
        return isOn(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return isOn(Level.INFO);
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
        return isOn(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return isOn(Level.WARN);
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
        return isOn(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return isOn(Level.ERROR);
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
        return isOn(Level.ERROR);
    }
}
