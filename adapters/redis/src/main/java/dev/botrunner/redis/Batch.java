package dev.botrunner.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** Calls that go over one connection together, in one packet and back. Leaves the connection broken where it is no good any more. */
final class Batch {

    private final List<PendingCall> calls;
    private final List<Parcel> parcels;
    private final LinkedBlockingDeque<PendingCall> waiting;
    private final Breaker breaker;
    private final Duration replica;

    /** What was answered and may be told only once a replica has it. */
    private final List<Runnable> untold = new ArrayList<>();

    private int next;

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
            }
            if (durable) {
                over.sendCommand(Command.WAIT, "1", Long.toString(replica.toMillis()));
            }
            for (next = 0; next < parcels.size(); next++) {
                receive(over, parcels.get(next));
            }
            if (durable) {
                tell(over);
            }
            breaker.close();
        } catch (JedisConnectionException cut) {
            over.setBroken();
            cut(cut);
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
                    untold.add(() -> call.answered(answer));
                } else {
                    call.answered(answer);
                }
            }
        } catch (JedisDataException error) {
            if (RedisTrouble.endsConnection(error)) {
                over.setBroken();
            }
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
            call.failed(error);
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
            untold.forEach(Runnable::run);
        } else {
            failDurable("no replica had it within " + replica.toMillis() + " ms");
        }
    }

    private void failDurable(String why) {
        for (PendingCall call : calls) {
            if (call.durable) {
                call.failed(call.lost("It was written, and is not as durable as --durability strict promises: " + why));
            }
        }
    }

    private void cut(JedisConnectionException why) {
        boolean timeout = RedisTrouble.isTimeout(why);
        if (timeout) {
            breaker.open("Redis did not answer in time");
        }
        List<PendingCall> unanswered = new ArrayList<>();
        for (int i = 0; i < parcels.size(); i++) {
            boolean answered = i < next;
            parcels.get(i).calls().stream()
                    .filter(call -> !answered || call.durable)
                    .forEach(unanswered::add);
        }
        for (PendingCall call : unanswered.reversed()) {
            if (timeout || !again(call)) {
                call.failed(call.lost(
                        timeout ? "Redis did not answer in time" : "The connection to Redis broke before it answered"));
            }
        }
    }

    /** To the front: it has waited longest. */
    private boolean again(PendingCall call) {
        return call.again() && (waiting.offerFirst(call) || !call.send());
    }
}
