package dev.botrunner.runner;

import dev.botrunner.link.Redeemed;
import dev.botrunner.loop.Ticker;
import dev.botrunner.run.ExitCode;
import dev.botrunner.run.Redeeming;
import dev.botrunner.runner.bots.BotShelf;
import dev.botrunner.runner.link.HttpRunnerLink;
import dev.botrunner.runner.link.HttpWay;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Ticket;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A session that a control server gives for a ticket. */
final class LinkedRun {

    private final HttpWay way;
    private final Instance me;
    private final Ticker ticker;

    LinkedRun(HttpWay way, Instance me, Ticker ticker) {
        this.way = way;
        this.me = me;
        this.ticker = ticker;
    }

    /**
     * @param shelf asked once the session is there; what it throws becomes the session's end
     * @param assets URLs that take the place of the profile's
     */
    ExitCode run(Ticket ticket, Supplier<BotShelf> shelf, Map<String, String> environment, List<String> assets)
            throws InterruptedException {
        return switch (new Redeeming(new HttpRunnerLink(way), ticker).redeem(ticket, me)) {
            case Redeeming.Outcome.Leave(ExitCode code) -> code;
            case Redeeming.Outcome.Granted(Redeemed.Granted granted) ->
                new OneSession(me, ticker)
                        .withLink(
                                granted.assignment(),
                                granted.session(),
                                () -> shelf.get()
                                        .open(granted.assignment().spec().bot(), environment, false),
                                assets);
        };
    }
}
