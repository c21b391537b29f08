package dev.botrunner.session;

import java.util.Set;

/**
 * Where a bot meets people. Two rooms are the same room when their keys are equal, however their URLs were spelled.
 *
 * @param url as it was given; answers and {@code ROOM_URL} carry it so
 * @param key the one spelling of all that mean this room, see {@link RoomKey}
 */
public record Room(String url, String key) {
    /** The longest URL that is taken, in bytes of UTF-8. */
    public static final int MAX_BYTES = 2048;

    /** What became of a URL. */
    public sealed interface Reading {}

    /** It names a room. */
    public record Parsed(Room room) implements Reading {}

    /** It does not, and here is why, without repeating it: a URL may hold a token. */
    public record Faulty(String detail) implements Reading {}

    /** Reads a URL by the contract's rule of {@code room_url}. Schemes are given in lower case. */
    public static Reading parse(String url, Set<String> schemes) {
        if (TextSize.length(url) > MAX_BYTES) {
            return new Faulty("longer than " + MAX_BYTES + " bytes");
        }
        try {
            return new Parsed(new Room(url, RoomKey.of(url, schemes)));
        } catch (FaultyUrl fault) {
            return new Faulty(fault.detail());
        }
    }

    /** The room of a key that was made here before: where nothing else is known of it, the key is its URL. */
    public static Room ofKey(String key) {
        return new Room(key, key);
    }

    /** Fit for logs: a query, which may hold a token, is left out. */
    @Override
    public String toString() {
        int query = key.indexOf('?');
        return query < 0 ? key : key.substring(0, query) + "?…";
    }
}
