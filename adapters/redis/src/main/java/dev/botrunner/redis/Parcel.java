package dev.botrunner.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/** One command on the wire, and whose it is: that of one call, or of several that say it together. */
record Parcel(List<PendingCall> calls) {

    /** So many at most say it together: nothing else is answered while a script runs. */
    private static final int MOST = 32;

    static List<Parcel> of(List<PendingCall> calls) {
        List<Parcel> parcels = new ArrayList<>(calls.size());
        Map<String, Parcel> open = new HashMap<>();
        for (PendingCall call : calls) {
            if (!(call.command() instanceof SharedCommand shared)) {
                parcels.add(new Parcel(List.of(call)));
                continue;
            }
            Parcel parcel = open.get(shared.kind());
            if (parcel == null || parcel.calls.size() == MOST) {
                parcel = new Parcel(new ArrayList<>());
                open.put(shared.kind(), parcel);
                parcels.add(parcel);
            }
            parcel.calls.add(call);
        }
        return parcels;
    }

    boolean isShared() {
        return calls.size() > 1;
    }

    CommandArguments command() {
        CommandArguments all = calls.getFirst().command().arguments();
        for (PendingCall call : calls.subList(1, calls.size())) {
            if (call.command() instanceof SharedCommand shared) {
                shared.addOwn(all);
            }
        }
        return all;
    }

    /** Whether the answer has a part for each. */
    boolean isAnsweredBy(@Nullable Object whole) {
        return !isShared() || (whole instanceof List<?> items && items.size() >= calls.size());
    }

    /** Its part of the answer. */
    @Nullable
    Object answer(@Nullable Object whole, int index) {
        if (!isShared() || whole == null) {
            return whole;
        }
        List<Object> items = RedisCommands.list(whole);
        int common = items.size() - calls.size();
        var own = new ArrayList<>(items.subList(0, common));
        own.add(items.get(common + index));
        return own;
    }
}
