package dev.botrunner.e2e.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.launch.PoolMeter;
import dev.botrunner.publish.Envelope;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import java.util.Map;
import java.util.TreeMap;

/** What the schedules of a run went through: a simulation that never meets a case proves nothing about it. */
final class Tally implements PoolMeter {

    private final Map<String, Integer> met = new TreeMap<>();

    void add(Envelope envelope) {
        var data = (Json.Obj) envelope.data();
        met(envelope.type().substring("bot.session.".length()));
        data.textAt("why").ifPresent(why -> met("queued " + why));
        data.boolAt("readopted").ifPresent(_ -> met("readopted"));
        data.objAt("end").ifPresent(end -> met("end " + end.textAt("reason").orElse("?")));
    }

    void met(String what) {
        met.merge(what, 1, Integer::sum);
    }

    @Override
    public void hit(BotName bot) {
        met("pool hit");
    }

    @Override
    public void missed(BotName bot, Miss why) {
        if (bot.equals(World.POOLED)) {
            met("pool missed");
        }
    }

    @Override
    public void waiting(BotName bot, int pods) {}

    void checkThatAllWasMet() {
        assertThat(met)
                .containsKeys(
                        "queued accepted",
                        "queued retry",
                        "queued claim_lapsed",
                        "queued capacity",
                        "queued relaunch",
                        "starting",
                        "running",
                        "joined",
                        "ending",
                        "progress",
                        "readopted",
                        "end room_empty",
                        "end requested",
                        "end max_duration",
                        "end start_deadline",
                        "end bot_crashed",
                        "end no_heartbeat",
                        "end evicted",
                        "claimed by a pod",
                        "pool hit",
                        "pool missed",
                        "runner superseded",
                        "store forgot");
    }

    @Override
    public String toString() {
        return met.toString();
    }
}
