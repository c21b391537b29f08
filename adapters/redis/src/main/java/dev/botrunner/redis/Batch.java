package dev.botrunner.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** Calls that go over one connection together, in one packet and back. Leaves the connection broken where it is no good any more. */
final class Batch {

    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

    private final List<PendingCall> calls;
    private final List<Parcel> parcels;
    private final LinkedBlockingDeque<PendingCall> waiting;
    private final Breaker breaker;
    private final Duration replica;

    /** What was answered and may be told only once a replica has it. */
    private final List<Untold> untold = new ArrayList<>();

    /** So many of the parcels were sent whole, and so many were answered. */
    private int sent;

    private int answered;

    /** Whether the connection is no good for another batch. What is under way is still answered over it. */
    private boolean last;

    private record Untold(PendingCall call, @Nullable Object answer) {}

    Batch(List<PendingCall> calls, LinkedBlockingDeque<PendingCall> waiting, Breaker breaker, Duration replica) {
        this.calls = calls;
        this.parcels = Parcel.of(calls);
        this.waiting = waiting;
        this.breaker = breaker;
        this.replica = replica;
    }

    void carry(Connection over) {
        boolean durable = calls.stream().anyMatch(call -> call.durable);
        try {
            for (Parcel parcel : parcels) {
                over.sendCommand(parcel.command());
                sent++;
            }
            if (durable) {
                over.sendCommand(Command.WAIT, "1", Long.toString(replica.toMillis()));
            }
            for (Parcel parcel : parcels) {
                receive(over, parcel);
                answered++;
            }
            if (durable) {
                tell(over);
            }
            if (last) {
                over.setBroken();
            }
            breaker.close();
        } catch (JedisConnectionException cut) {
            over.setBroken();
            cut(cut);
        } catch (RuntimeException bug) {
            over.setBroken();
            LOG.atError().setCause(bug).log("A batch of calls of Redis failed for a reason that nobody expected");
            unanswered().forEach(call -> call.failed(call.unsent(CallLane.FAILED_HERE)));
        }
    }

    private void receive(Connection over, Parcel parcel) {
        try {
            Object whole = over.getOne();
            if (!parcel.isAnsweredBy(whole)) {
                var why = new IllegalStateException("Calls that were said together were not answered one by one");
                parcel.calls().forEach(call -> call.failed(why));
                return;
            }
            for (int i = 0; i < parcel.calls().size(); i++) {
                PendingCall call = parcel.calls().get(i);
                Object answer = parcel.answer(whole, i);
                if (call.durable) {
                    untold.add(new Untold(call, answer));
                } else {
                    call.answered(answer);
                }
            }
        } catch (JedisDataException error) {
            last |= RedisTrouble.endsConnection(error);
            parcel.calls().reversed().forEach(call -> refused(call, parcel, error));
        }
    }

    /** What one of several cannot have done need not be refused to the others: each finds out for itself. */
    private void refused(PendingCall call, Parcel parcel, JedisDataException error) {
        boolean mayBeTried = RedisTrouble.isElsewhere(error);
        if (parcel.isShared() && !(error instanceof JedisNoScriptException)) {
            call.apart();
            mayBeTried = true;
        }
        if (!mayBeTried || !again(call)) {
            call.failed(call.refused(error));
        }
    }

    /** One question for all of them: a replica that has what was written last has it all. */
    private void tell(Connection over) {
        long replicas;
        try {
            replicas = RedisCommands.number(over.getOne());
        } catch (JedisDataException error) {
            failDurable(String.valueOf(error.getMessage()));
            return;
        }
        if (replicas > 0) {
            untold.forEach(told -> told.call().answered(told.answer()));
        } else {
            failDurable("no replica had it within " + replica.toMillis() + " ms");
        }
    }

    private void failDurable(String why) {
        for (Untold written : untold) {
            PendingCall call = written.call();
            call.failed(call.lost("It was written, and is not as durable as --durability strict promises: " + why));
        }
    }

    private void cut(JedisConnectionException why) {
        boolean timeout = RedisTrouble.isTimeout(why);
        String what = timeout ? "Redis did not answer in time" : "The connection to Redis broke before it answered";
        if (timeout) {
            breaker.open(what);
        }
        for (PendingCall call : unanswered().reversed()) {
            if (timeout || !again(call)) {
                call.failed(call.unsent(what));
            }
        }
    }

    /** Those who have been told nothing, each with what it is that may have become of it. */
    private List<PendingCall> unanswered() {
        List<PendingCall> all = new ArrayList<>();
        untold.forEach(written -> all.add(written.call()));
        parcels.subList(answered, sent).forEach(parcel -> all.addAll(parcel.calls()));
        all.forEach(PendingCall::cutOff);
        parcels.subList(sent, parcels.size()).forEach(parcel -> all.addAll(parcel.calls()));
        return all;
    }

    /** To the front: it has waited longest. */
    private boolean again(PendingCall call) {
        return call.again() && (waiting.offerFirst(call) || !call.send());
    }
}
