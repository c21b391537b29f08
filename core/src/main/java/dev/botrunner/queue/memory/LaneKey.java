package dev.botrunner.queue.memory;

import dev.botrunner.session.About;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Tenant;

/** Names the line of one tenant for one bot. */
record LaneKey(BotName bot, Tenant tenant) {

    static LaneKey of(About about) {
        return new LaneKey(about.bot(), about.tenant());
    }
}
