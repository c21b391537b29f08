package dev.botrunner.session;

/**
 * Where a bot meets people.
 *
 * @param url as it was given
 * @param key the one spelling of all that name this room
 */
public record Room(String url, String key) {

    /** A room of which only the key is known. */
    public static Room ofKey(String key) {
        return new Room(key, key);
    }
}
