package dev.botrunner.session;

/** IPv4 addresses in their usual form: four decimal numbers without leading zeros. */
final class Ipv4 {
    private Ipv4() {}

    static boolean isUsual(String text) {
        return value(text) >= 0;
    }

    /** The address as a number, −1 where this is none. */
    static long value(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return -1;
        }
        long value = 0;
        for (String part : parts) {
            int number = number(part);
            if (number < 0) {
                return -1;
            }
            value = value << 8 | number;
        }
        return value;
    }

    private static int number(String part) {
        boolean padded = part.length() > 1 && part.charAt(0) == '0';
        if (part.isEmpty() || part.length() > 3 || padded || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int number = Integer.parseInt(part);
        return number > 255 ? -1 : number;
    }
}
