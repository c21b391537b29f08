package dev.botrunner.files;

import dev.botrunner.join.Profile;
import dev.botrunner.join.Profiles;
import dev.botrunner.queue.Caps;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Tenant;
import java.util.function.Supplier;

/** The limits of both files as they are now, and {@code --queue-limit}. For any number of threads. */
public final class FileCaps implements Caps {

    private final Supplier<Profiles> profiles;
    private final Supplier<KeysFile> keys;
    private final int queueLimit;

    public FileCaps(Supplier<Profiles> profiles, Supplier<KeysFile> keys, int queueLimit) {
        this.profiles = profiles;
        this.keys = keys;
        this.queueLimit = queueLimit;
    }

    /** A bot that has gone is not limited: what is left of it ends by itself. */
    @Override
    public Bot bot(BotName bot) {
        return profiles.get().find(bot).map(Profile::limits).orElse(Bot.UNLIMITED);
    }

    @Override
    public TenantCap tenant(Tenant tenant) {
        KeysFile.Limits limits = keys.get().tenants().get(tenant);
        if (limits == null) {
            return TenantCap.unlisted(queueLimit);
        }
        return new TenantCap(
                limits.sessions(),
                limits.queue().orElse(queueLimit),
                limits.weight(),
                limits.rate().map(KeysFile.Rate::perSecond).orElse(0.0),
                limits.rate().map(KeysFile.Rate::burst).orElse(0));
    }

    @Override
    public int queueLimit() {
        return queueLimit;
    }
}
