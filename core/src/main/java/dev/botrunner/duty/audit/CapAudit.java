package dev.botrunner.duty.audit;

import dev.botrunner.queue.Caps;
import dev.botrunner.session.BotName;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.Tenant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Counts those that are at work, from the records. Runners that were taken back count, whatever the caps say. */
final class CapAudit {

    private final Caps caps;
    private final Map<BotName, Integer> bots = new HashMap<>();
    private final Map<Tenant, Integer> tenants = new HashMap<>();
    private final Map<Lane, Integer> lanes = new HashMap<>();
    private boolean readopted;

    private record Lane(BotName bot, Tenant tenant) {}

    CapAudit(Caps caps) {
        this.caps = caps;
    }

    void look(SessionHead head) {
        if (head.isActive()) {
            bots.merge(head.about().bot(), 1, Integer::sum);
            tenants.merge(head.about().tenant(), 1, Integer::sum);
            lanes.merge(new Lane(head.about().bot(), head.about().tenant()), 1, Integer::sum);
            readopted |= head.timeline().entries().stream()
                    .anyMatch(entry -> entry.phase().equals(dev.botrunner.session.Timeline.READOPTED));
        }
    }

    void conclude(Findings findings) {
        bots.forEach((bot, count) ->
                check(findings, "bot " + bot, count, caps.bot(bot).sessions()));
        tenants.forEach((tenant, count) ->
                check(findings, "tenant " + tenant, count, caps.tenant(tenant).sessions()));
        lanes.forEach((lane, count) -> check(
                findings,
                "bot " + lane.bot() + " of tenant " + lane.tenant(),
                count,
                caps.bot(lane.bot()).perTenant()));
    }

    private void check(Findings findings, String subject, int count, OptionalInt cap) {
        findings.looked(Invariant.I10);
        if (cap.isPresent() && count > cap.getAsInt()) {
            String what = count + " sessions at work, at most " + cap.getAsInt() + " may";
            if (readopted) {
                findings.note(subject + ": " + what + "; some were taken back by a store that had forgotten them");
            } else {
                findings.breach(Invariant.I10, subject, what);
            }
        }
    }
}
