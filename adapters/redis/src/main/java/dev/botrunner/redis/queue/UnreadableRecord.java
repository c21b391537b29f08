package dev.botrunner.redis.queue;

/** What stands in the store is not what we write. Holds nothing of what stands there. */
final class UnreadableRecord extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableRecord(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
