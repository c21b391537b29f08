package dev.botrunner.queue;

import dev.botrunner.session.BotName;
import dev.botrunner.session.Tenant;
import java.util.OptionalInt;

/**
 * How much each bot and tenant may have at once. Read at each call, since the files behind it may change; must answer
 * at once and from any thread.
 */
public interface Caps {

    Bot bot(BotName bot);

    TenantCap tenant(Tenant tenant);

    /** How many sessions may be {@code queued} in all. */
    int queueLimit();

    /**
     * Sessions from {@code starting} to {@code ending}; absent means no limit.
     *
     * @param sessions of this bot, all tenants
     * @param perTenant of this bot, for each tenant
     */
    record Bot(OptionalInt sessions, OptionalInt perTenant) {
        public static final Bot UNLIMITED = new Bot(OptionalInt.empty(), OptionalInt.empty());
    }

    /**
     * @param sessions from {@code starting} to {@code ending}, all bots
     * @param queue sessions that may wait in the line
     * @param weight 1 to 100: its share of starts within a bot
     * @param perSecond joins refilled each second; 0 means not limited
     * @param burst joins that may come at once
     */
    record TenantCap(OptionalInt sessions, int queue, int weight, double perSecond, int burst) {
        public static TenantCap unlisted(int queueLimit) {
            return new TenantCap(OptionalInt.empty(), queueLimit, 1, 0, 0);
        }
    }

    /** No limits but that of the queue. */
    static Caps limitedBy(int queueLimit) {
        return new Caps() {
            @Override
            public Bot bot(BotName bot) {
                return Bot.UNLIMITED;
            }

            @Override
            public TenantCap tenant(Tenant tenant) {
                return TenantCap.unlisted(queueLimit);
            }

            @Override
            public int queueLimit() {
                return queueLimit;
            }
        };
    }
}
