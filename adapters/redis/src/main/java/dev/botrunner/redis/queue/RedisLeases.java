package dev.botrunner.redis.queue;

import dev.botrunner.queue.DutyName;
import dev.botrunner.queue.Lease;
import dev.botrunner.queue.Leases;
import dev.botrunner.session.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The leases' port. An instance that asks again for what it holds gets it anew, and its older lease is lost. */
final class RedisLeases implements Leases {

    private final StoreParts parts;
    private final RandomGenerator random;

    RedisLeases(StoreParts parts, RandomGenerator random) {
        this.parts = parts;
        this.random = random;
    }

    @Override
    public Optional<Lease> acquire(DutyName duty, Instance me) {
        String token = Long.toHexString(random.nextLong());
        long asked = parts.ticker().nanos();
        return run("acquire", duty, token, me) ? Optional.of(new Held(duty, me, token, asked)) : Optional.empty();
    }

    private boolean run(String what, DutyName duty, String token, Instance me) {
        ScriptReply reply = parts.scripts()
                .run(Script.LEASE, List.of(what, duty.word(), token, me.value(), Long.toString(LASTS.toMillis())));
        return reply.number(2) == 1;
    }

    /** Counted from before it was asked for, so that it is over here before it is over there. */
    private final class Held implements Lease {
        private final DutyName duty;
        private final Instance me;
        private final String token;
        private long since;
        private boolean lost;

        private Held(DutyName duty, Instance me, String token, long since) {
            this.duty = duty;
            this.me = me;
            this.token = token;
            this.since = since;
        }

        @Override
        public boolean renew() {
            if (!left().isPositive()) {
                return false;
            }
            long asked = parts.ticker().nanos();
            if (run("renew", duty, token, me)) {
                since = asked;
                return true;
            }
            lost = true;
            return false;
        }

        @Override
        public Duration left() {
            Duration left = lost ? Duration.ZERO : LASTS.minus(parts.ticker().since(since));
            return left.isNegative() ? Duration.ZERO : left;
        }

        @Override
        public void release() {
            if (!lost) {
                lost = true;
                run("release", duty, token, me);
            }
        }
    }
}
