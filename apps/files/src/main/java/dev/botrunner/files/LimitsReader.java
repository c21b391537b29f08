package dev.botrunner.files;

import java.util.Optional;

/** The limits of one tenant. */
final class LimitsReader {

    private static final int MOST = 1_000_000;

    private LimitsReader() {}

    static KeysFile.Limits read(YamlMap members) {
        var limits = new KeysFile.Limits(
                members.integer("sessions", 0, MOST),
                members.integer("queue", 0, MOST),
                members.integer("weight", 1, 100).orElse(1),
                members.text("rate", text -> rate(text).isPresent(), "a rate: 20/s or 100/m")
                        .flatMap(LimitsReader::rate));
        members.refuseUnknown();
        return limits;
    }

    /** {@code n/s} or {@code n/m}; n may have a fraction, and is more than 0. */
    private static Optional<KeysFile.Rate> rate(String text) {
        int slash = text.indexOf('/');
        String number = slash < 0 ? "" : text.substring(0, slash);
        String unit = slash < 0 ? "" : text.substring(slash + 1);
        boolean usual = !number.isEmpty()
                && number.length() <= 9
                && number.charAt(0) != '.'
                && number.charAt(number.length() - 1) != '.'
                && number.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')
                && number.indexOf('.') == number.lastIndexOf('.');
        if (!usual || !(unit.equals("s") || unit.equals("m"))) {
            return Optional.empty();
        }
        double n = Double.parseDouble(number);
        return n <= 0
                ? Optional.empty()
                : Optional.of(new KeysFile.Rate(unit.equals("s") ? n : n / 60, (int) Math.max(1, n)));
    }
}
