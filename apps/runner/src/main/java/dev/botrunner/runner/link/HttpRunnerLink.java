package dev.botrunner.runner.link;

import dev.botrunner.link.BadCall;
import dev.botrunner.link.LinkAnswers;
import dev.botrunner.link.LinkCalls;
import dev.botrunner.link.Redeemed;
import dev.botrunner.link.RunnerLink;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import dev.botrunner.session.Ticket;
import java.time.Duration;
import java.util.Optional;

/** Where a runner shows its ticket, over HTTP. */
public final class HttpRunnerLink implements RunnerLink {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpWay way;

    public HttpRunnerLink(HttpWay way) {
        this.way = way;
    }

    @Override
    public Redeemed redeem(Ticket ticket, Instance me) {
        var answered = way.post("redeem", Optional.of(ticket.reveal()), LinkCalls.redeem(me), PATIENCE);
        if (answered.status() == 200) {
            return granted(answered);
        }
        return switch (answered.code()) {
            case "unauthorized", "forbidden" ->
                new Redeemed.Refused("The control server does not know the ticket", false);
            case "superseded" -> new Redeemed.Superseded();
            case "ended" -> new Redeemed.Ended();
            case "store_unavailable" -> new Redeemed.Refused("The control server cannot take the ticket now", true);
            default -> throw way.unexpected("redeem", answered);
        };
    }

    private Redeemed granted(HttpWay.Answered answered) {
        try {
            var grant = LinkAnswers.readRedeemed(answered.body().orElse(Json.nil()));
            return new Redeemed.Granted(grant.assignment(), grant.token(), new HttpSessionLink(way, grant.token()));
        } catch (BadCall unreadable) {
            throw way.unexpected("redeem", answered);
        }
    }
}
