package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.LinkKeys;
import dev.botrunner.link.Redeemed;
import dev.botrunner.link.TicketCheck.Proof;
import dev.botrunner.link.Tickets;
import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.SecretSealer;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Signer;
import dev.botrunner.session.Ticket;
import dev.botrunner.testkit.LinkedSession;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.RecordingOutlet;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a pod's own token is good for. */
@SuppressWarnings("NullAway.Init")
class LaunchedTicketTest {

    private static final Instance PROCESS = new Instance("runner-1");

    private final Store store = new MemoryStore(Caps.limitedBy(10), new ManualTicker(), Duration.ofHours(1)).store();
    private final SecretSealer sealer = new SecretSealer(SealKeys.random());
    private final LinkedSession session = LinkedSession.next(OnCrash.END);
    private final Lifecycle rules = Lifecycle.standard();
    private Proof proof = new Proof.Nothing();
    private LinkDesk desk;

    @BeforeEach
    void launch() {
        var tickets = new Tickets(new Signer(SealKeys.random()));
        var keys = new LinkKeys(_ -> proof, tickets, sealer);
        desk = new LinkDesk(store.queue(), store.ledger(), rules, keys, new RecordingOutlet(), Ticker.system());
        store.queue().enqueue(session.asOf(store.ledger(), sealer));
        var dispatcher = new Claimant(new Instance("dispatcher"), Claimant.Kind.LAUNCHER);
        new Clerk(store.ledger()).enter(session.id(), seen -> rules.claimed(seen, dispatcher));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Redeemed redeem(String bot, String pod, Instance me) {
        proof = new Proof.ForLaunched(new BotName(bot), session.id(), 1, pod);
        return desk.redeem(new Ticket("token"), me);
    }

    @Test
    void theInstanceIsOfThePodThatTheTokenNames() {
        assertThat(redeem("echo", "uid-1", PROCESS)).isInstanceOf(Redeemed.Granted.class);
        var running = (SessionState.Running)
                store.ledger().find(session.id()).head().orElseThrow().state();
        assertThat(running.runner().instance()).isEqualTo(new Instance("uid-1/runner-1"));
    }

    @Test
    void aSecondPodOfTheObjectAndASecondProcessOfThePodComeTooLate() {
        redeem("echo", "uid-1", PROCESS);
        assertThat(redeem("echo", "uid-2", PROCESS)).isInstanceOf(Redeemed.Superseded.class);
        assertThat(redeem("echo", "uid-1", new Instance("runner-2"))).isInstanceOf(Redeemed.Superseded.class);
        assertThat(redeem("echo", "uid-1", PROCESS)).isInstanceOf(Redeemed.Granted.class);
    }

    @Test
    void aPodOfAnotherBotGetsNothing() {
        assertThat(redeem("other", "uid-1", PROCESS)).isInstanceOf(Redeemed.Refused.class);
    }

    @Test
    void theLongestNameOfAProcessStillFits() {
        assertThat(redeem("echo", "01234567-89ab-cdef-0123-456789abcdef", new Instance("x".repeat(128))))
                .isInstanceOf(Redeemed.Granted.class);
    }
}
