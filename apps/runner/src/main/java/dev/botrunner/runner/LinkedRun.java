package dev.botrunner.runner;

import dev.botrunner.link.Redeemed;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.run.ExitCode;
import dev.botrunner.run.Redeeming;
import dev.botrunner.runner.bots.BotShelf;
import dev.botrunner.runner.link.HttpRunnerLink;
import dev.botrunner.runner.link.HttpWay;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Instance;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Ticket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session that a control server gives for a ticket. */
final class LinkedRun {

    private static final Logger LOG = LoggerFactory.getLogger(LinkedRun.class);

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
                                events(granted, environment),
                                () -> shelf.get()
                                        .open(granted.assignment().spec().bot(), environment, false),
                                assets);
        };
    }

    /** A profile of {@code events: direct} is a wish: where no usable broker is named, the link is as good. */
    private EventOutlet events(Redeemed.Granted granted, Map<String, String> environment) {
        SessionSpec spec = granted.assignment().spec();
        if (!spec.supply().events().equals(Supply.DIRECT)) {
            return granted.session().events();
        }
        try {
            Optional<EventOutlet> direct = DirectEvents.of(environment, spec, ticker);
            if (direct.isPresent()) {
                return direct.get();
            }
            LOG.atWarn()
                    .log("The profile says events: direct, but BOTRUNNER_EVENTS_URL is not set: they go by the link");
        } catch (DependencyException wrong) {
            LOG.atWarn()
                    .setMessage("The profile says events: direct, but they go by the link")
                    .addKeyValue("failure", wrong.failure().detail())
                    .log();
        }
        return granted.session().events();
    }
}
