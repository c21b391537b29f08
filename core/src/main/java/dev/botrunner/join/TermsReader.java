package dev.botrunner.join;

import dev.botrunner.session.Json;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Terms;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** What a join asks for of time and of care, within what its profile grants. */
final class TermsReader {

    private static final BigDecimal MAX_START = BigDecimal.valueOf(86_400);
    private static final BigDecimal MIN_DURATION = BigDecimal.TEN;

    private TermsReader() {}

    static Terms read(MemberReader members, Optional<Profile> profile) {
        Terms granted = profile.map(Profile::terms).orElse(Profile.DEFAULT_TERMS);
        return new Terms(
                granted.attempts(),
                startDeadline(members).orElse(granted.startDeadline()),
                maxDuration(members, profile).orElse(granted.maxDuration()),
                granted.goodBye(),
                onCrash(members));
    }

    private static Optional<Duration> startDeadline(MemberReader members) {
        Optional<BigDecimal> seconds = number(members, "start_deadline_seconds");
        if (seconds.isPresent() && (isBelow(seconds.get(), BigDecimal.ONE) || isBelow(MAX_START, seconds.get()))) {
            members.invalid("start_deadline_seconds", "expected a number from 1 to 86400");
            return Optional.empty();
        }
        return seconds.map(TermsReader::duration);
    }

    private static Optional<Duration> maxDuration(MemberReader members, Optional<Profile> profile) {
        Optional<BigDecimal> seconds = number(members, "max_duration_seconds");
        if (seconds.isEmpty()) {
            return Optional.empty();
        }
        if (isBelow(seconds.get(), MIN_DURATION)) {
            members.invalid("max_duration_seconds", "expected a number from 10 on");
            return Optional.empty();
        }
        if (profile.isEmpty()) {
            return Optional.empty();
        }
        Duration most = profile.get().terms().maxDuration();
        if (isBelow(seconds(most), seconds.get())) {
            members.invalid(
                    "max_duration_seconds",
                    "expected at most the " + seconds(most).toPlainString() + " of the bot's profile");
            return Optional.empty();
        }
        return seconds.map(TermsReader::duration);
    }

    private static OnCrash onCrash(MemberReader members) {
        Optional<String> word = members.text(
                "on_crash",
                text -> text.equals(OnCrash.END.word()) || text.equals(OnCrash.RELAUNCH.word()),
                "end or relaunch");
        return word.filter(OnCrash.RELAUNCH.word()::equals).isPresent() ? OnCrash.RELAUNCH : OnCrash.END;
    }

    private static Optional<BigDecimal> number(MemberReader members, String name) {
        Optional<Json> value = members.value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<BigDecimal> number = value.get() instanceof Json.Num written ? written.asDecimal() : Optional.empty();
        if (number.isEmpty()) {
            members.invalid(name, "expected a number of seconds");
        }
        return number;
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
    }

    /** Parts of a millisecond are dropped: no time in a document or record is finer. */
    private static Duration duration(BigDecimal seconds) {
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }

    private static boolean isBelow(BigDecimal one, BigDecimal other) {
        return one.compareTo(other) < 0;
    }
}
