package dev.botrunner.redis.publish;

/** The rights of users, as the documents give them. */
final class Rights {

    /** Of a control server. */
    static final String CONTROL =
            "resetchannels &botrunner.events.* &botrunner.beat ~{botrunner:e}:* +evalsha +eval +script|load +info +time +role"
                    + " +ping +get +set +exists +hset +hmget +zadd +zrange +zremrangebyscore +xadd +xread +xrange +xtrim"
                    + " +xinfo|stream +pttl +pexpire +publish +psubscribe";

    /** Of a runner that brings its events to the broker itself: it writes, and reads nothing. */
    static final String RUNNER =
            "resetchannels &botrunner.events.* ~{botrunner:e}:* +evalsha +eval +script|load +info +time"
                    + " +role +ping +get +set +exists +hset +hmget +zadd +zrange +zremrangebyscore +xadd +xtrim +pttl +pexpire"
                    + " +publish";

    private Rights() {}
}
