package dev.botrunner.testkit.contracts;

import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.Redeemed;
import dev.botrunner.link.Tickets;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.SampleEvents;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What a session's link may be relied on as an outlet of its events. */
public abstract class LinkOutletContract extends EventOutletContract {

    private final Session session = new Session();
    private Optional<Redeemed.Granted> granted = Optional.empty();

    /** As {@link LinkContract#connect}. */
    protected abstract LinkContract.Links connect(LinkDesk desk, Tickets tickets) throws Exception;

    @BeforeEach
    final void openLink() throws Exception {
        session.open();
        granted = Optional.of(session.running(OnCrash.END));
    }

    @AfterEach
    final void closeLink() throws Exception {
        session.close();
    }

    @Override
    protected final EventOutlet outlet() {
        return granted.orElseThrow().session().events();
    }

    @Override
    protected final SampleEvents events() {
        SessionId id = granted.orElseThrow().assignment().spec().id();
        return SampleEvents.of(id, session.head(id).about().tenant());
    }

    @Override
    protected final List<Envelope> arrived(SessionId id, int atLeast) {
        return session.broker.taken();
    }

    private final class Session extends LinkContract {

        @Override
        protected Links connect(LinkDesk desk, Tickets tickets) throws Exception {
            return LinkOutletContract.this.connect(desk, tickets);
        }
    }
}
