package dev.botrunner.testkit;

import dev.botrunner.queue.Caps;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Tenant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Caps that a test sets while the store runs; without that, no limits but 10,000 in the queue. From any thread. */
public final class SettableCaps implements Caps {

    private final Map<BotName, Bot> bots = new ConcurrentHashMap<>();
    private final Map<Tenant, TenantCap> tenants = new ConcurrentHashMap<>();
    private volatile int queueLimit = 10_000;

    public SettableCaps queueLimit(int limit) {
        queueLimit = limit;
        return this;
    }

    public SettableCaps bot(BotName bot, int sessions, int perTenant) {
        bots.put(bot, new Bot(OptionalInt.of(sessions), OptionalInt.of(perTenant)));
        return this;
    }

    public SettableCaps sessions(Tenant tenant, int sessions) {
        TenantCap was = tenant(tenant);
        return set(
                tenant,
                new TenantCap(OptionalInt.of(sessions), was.queue(), was.weight(), was.perSecond(), was.burst()));
    }

    public SettableCaps queue(Tenant tenant, int queue) {
        TenantCap was = tenant(tenant);
        return set(tenant, new TenantCap(was.sessions(), queue, was.weight(), was.perSecond(), was.burst()));
    }

    public SettableCaps weight(Tenant tenant, int weight) {
        TenantCap was = tenant(tenant);
        return set(tenant, new TenantCap(was.sessions(), was.queue(), weight, was.perSecond(), was.burst()));
    }

    public SettableCaps rate(Tenant tenant, double perSecond, int burst) {
        TenantCap was = tenant(tenant);
        return set(tenant, new TenantCap(was.sessions(), was.queue(), was.weight(), perSecond, burst));
    }

    private SettableCaps set(Tenant tenant, TenantCap cap) {
        tenants.put(tenant, cap);
        return this;
    }

    @Override
    public Bot bot(BotName bot) {
        return bots.getOrDefault(bot, Bot.UNLIMITED);
    }

    @Override
    public TenantCap tenant(Tenant tenant) {
        return tenants.getOrDefault(tenant, TenantCap.unlisted(queueLimit));
    }

    @Override
    public int queueLimit() {
        return queueLimit;
    }
}
