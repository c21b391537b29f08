package dev.botrunner.session;

/** The number of the last life-cycle event of a session, within the store's epoch. */
public record EventCount(String epoch, long last) {

    EventCount next(String now) {
        return epoch.equals(now) ? new EventCount(epoch, last + 1) : new EventCount(now, 1);
    }
}
