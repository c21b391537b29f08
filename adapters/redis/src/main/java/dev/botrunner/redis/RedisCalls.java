package dev.botrunner.redis;

import dev.botrunner.loop.LoopRunner;
import dev.botrunner.loop.Threads;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.DependencyException;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Commands of any number of threads over two connections: what is asked at the same time goes in one batch, and the more
 * there are in one the less each costs. What a replica must have goes by itself, so that nothing else waits for it. A
 * connection that breaks is made anew, and what it carried is sent once more, so that commands must be ones that may be
 * repeated. While Redis does not answer, calls fail at once; full ({@value #MOST_WAITING} calls wait) it refuses.
 */
public final class RedisCalls implements AutoCloseable {

    private static final int MOST_WAITING = 8_192;

    private final RedisConnections connections;
    private final Breaker breaker;
    private final LinkedBlockingDeque<PendingCall> waiting = new LinkedBlockingDeque<>(MOST_WAITING);
    private final LinkedBlockingDeque<PendingCall> durable = new LinkedBlockingDeque<>(MOST_WAITING);
    private final Overdue overdue;
    private final LoopRunner watching;
    private volatile boolean closed;

    /** What a script does. */
    public enum Effect {
        /** It changes nothing. */
        NONE,
        /** It may change something. */
        WRITES,
        /** As {@link #WRITES}, and a replica has it, and all that was written before it, when its answer is told. */
        DURABLE
    }

    private RedisCalls(RedisConnections connections, String name) {
        this.connections = connections;
        this.breaker = new Breaker(connections.url());
        this.overdue = new Overdue(name + "-overdue", connections.times().call());
        this.watching = new LoopRunner(overdue, Overdue.PACE, Ticker.system());
    }

    /** @param name of its threads */
    public static RedisCalls start(RedisConnections connections, String name) {
        var calls = new RedisCalls(connections, name);
        calls.watching.start();
        Threads.virtual(name, calls.lane(calls.waiting));
        Threads.virtual(name + "-durable", calls.lane(calls.durable));
        return calls;
    }

    private CallLane lane(LinkedBlockingDeque<PendingCall> calls) {
        return new CallLane(connections, calls, breaker, () -> closed);
    }

    /** Something that changes nothing. Throws {@link DependencyException}, or Redis's refusal as it is. */
    public RedisReply read(CommandArguments command) {
        return call(new PendingCall(new Saying.Alone(command), false, false));
    }

    /**
     * A script, which may be run twice. Failures as for {@link #read}.
     *
     * @param known by its digest
     * @param whole as it is, for a server that does not know it
     * @param effect what it does
     */
    public RedisReply script(CommandArguments known, Supplier<CommandArguments> whole, Effect effect) {
        var call = new PendingCall(new Saying.Alone(known), effect != Effect.NONE, effect == Effect.DURABLE);
        return script(call, () -> new Saying.Alone(whole.get()));
    }

    /**
     * As {@link #script} for one that changes something, together with others of its kind that are asked for at the same
     * time. Where all of them are refused together, each is tried once more alone.
     */
    public RedisReply scriptTogether(SharedCommand known, Supplier<SharedCommand> whole, Effect effect) {
        return script(new PendingCall(known, true, effect == Effect.DURABLE), whole);
    }

    private RedisReply script(PendingCall call, Supplier<? extends Saying> whole) {
        try {
            return call(call);
        } catch (JedisNoScriptException _) {
            return call(call.saidAs(whole.get()));
        }
    }

    private RedisReply call(PendingCall call) {
        if (closed) {
            throw call.unsent("The connections to Redis are closed");
        }
        Optional<String> away = breaker.why();
        if (away.isPresent()) {
            throw call.unsent(away.get());
        }
        if (!(call.durable ? durable : waiting).offerLast(call)) {
            throw call.unsent("Too many calls wait for Redis: it answers more slowly than it is asked");
        }
        overdue.watch(call);
        return call.await();
    }

    /** The refusal as what callers of ports know. */
    public static DependencyException refused(JedisDataException error) {
        return RedisTrouble.of(error);
    }

    @Override
    public void close() {
        closed = true;
        overdue.close();
    }
}
