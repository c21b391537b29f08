package dev.botrunner.session;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/** What a number's text says. Bounded: no text makes it build a giant. */
final class JsonNumbers {
    private static final int LONGEST = 400;
    private static final int LARGEST_EXPONENT = 400;

    private JsonNumbers() {}

    /** Whether this is a number by RFC 8259, section 6. */
    static boolean isNumber(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int whole = digits(text, at);
        if (whole == at || (whole - at > 1 && text.charAt(at) == '0')) {
            return false;
        }
        at = whole;
        if (at < text.length() && text.charAt(at) == '.') {
            int fraction = digits(text, at + 1);
            if (fraction == at + 1) {
                return false;
            }
            at = fraction;
        }
        return at == text.length() || isExponent(text, at);
    }

    private static boolean isExponent(String text, int from) {
        int at = from;
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            return false;
        }
        at++;
        if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
            at++;
        }
        return at < text.length() && digits(text, at) == text.length();
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    static OptionalLong integer(String text) {
        boolean negative = text.charAt(0) == '-';
        int from = negative ? 1 : 0;
        if (text.length() - from > 19) {
            return OptionalLong.empty();
        }
        long sum = 0; // counted downwards: the smallest long has no positive twin
        for (int at = from; at < text.length(); at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9 || sum < (Long.MIN_VALUE + digit) / 10) {
                return OptionalLong.empty();
            }
            sum = sum * 10 - digit;
        }
        if (negative) {
            return OptionalLong.of(sum);
        }
        return sum == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(-sum);
    }

    static Optional<BigDecimal> decimal(String text) {
        if (text.length() > LONGEST || !hasSmallExponent(text)) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }

    private static boolean hasSmallExponent(String text) {
        int mark = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (mark < 0) {
            return true;
        }
        int exponent = 0;
        for (int at = mark + 1; at < text.length(); at++) {
            char digit = text.charAt(at);
            if (digit >= '0' && digit <= '9') {
                exponent = exponent * 10 + (digit - '0');
                if (exponent > LARGEST_EXPONENT) {
                    return false;
                }
            }
        }
        return true;
    }
}
