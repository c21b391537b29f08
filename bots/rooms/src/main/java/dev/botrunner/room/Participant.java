package dev.botrunner.room;

import dev.botrunner.session.Names;
import java.util.Optional;

/**
 * Somebody in a room.
 *
 * @param id of this stay, unique in the room
 * @param identity who it is, the same in each stay; rooms tell it to bots, and to others the id in its place
 * @param name as the others see it: 1 to {@link #MAX_NAME} characters, no control characters
 * @param bot whether it is a bot
 * @param stealth whether it only looks on: the room lives as long as it is there, and nobody greets it
 * @param userId who it is elsewhere, where the room knows
 */
public record Participant(
        String id, String identity, String name, boolean bot, boolean stealth, Optional<String> userId) {

    /** Unicode characters of a name at most. */
    public static final int MAX_NAME = 64;

    /** Characters of an identity at most. */
    public static final int MAX_IDENTITY = 128;

    /** Whether one can go by this name: 1 to {@link #MAX_NAME} characters, not all blank, whole, and no controls. */
    public static boolean isName(String text) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= MAX_NAME
                && text.codePoints().noneMatch(c -> Character.isISOControl(c) || isHalf(c));
    }

    /** Whether this can be an identity: 1 to {@link #MAX_IDENTITY} characters of visible ASCII. */
    public static boolean isIdentity(String text) {
        return Names.isVisibleAscii(text, MAX_IDENTITY);
    }

    /** Whether both are one stay of one participant: a room that was made anew gives its ids again. */
    public boolean isSameStay(Participant other) {
        return id.equals(other.id) && identity.equals(other.identity);
    }

    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /** Fit for logs. */
    @Override
    public String toString() {
        return "Participant[" + id + (bot ? ", bot" : "") + (stealth ? ", stealth" : "") + "]";
    }
}
