package dev.botrunner.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.BotName;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionToken;
import dev.botrunner.session.Signer;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TicketsTest {

    private static final SessionId ID = new SessionId("01k0000000000000000000000a");

    private final Tickets tickets = new Tickets(new Signer(SealKeys.random()));

    @Test
    void aTicketSaysWhatItIsFor() {
        String ticket = tickets.issue(ID, 2, 7).reveal();
        assertThat(ticket).startsWith("brt1." + ID + ".2.7.");
        assertThat(tickets.ticket(ticket)).contains(new TicketCheck.Proof.ForSession(ID, 2, 7));
    }

    @Test
    void theSameKeysMakeTheSameTicket() {
        var keys = SealKeys.random();
        assertThat(new Tickets(new Signer(keys)).issue(ID, 1, 0))
                .isEqualTo(new Tickets(new Signer(keys)).issue(ID, 1, 0));
    }

    @Test
    void whatWasChangedAnywhereIsNone() {
        String ticket = tickets.issue(ID, 2, 7).reveal();
        for (int at = 0; at < ticket.length() - 1; at++) {
            char other = ticket.charAt(at) == 'a' ? 'b' : 'a';
            String changed = ticket.substring(0, at) + other + ticket.substring(at + 1);
            assertThat(tickets.ticket(changed)).as(changed).isEmpty();
        }
        assertThat(tickets.ticket("")).isEmpty();
        assertThat(tickets.ticket("brt1.")).isEmpty();
        assertThat(tickets.ticket(ticket + ".")).isEmpty();
        assertThat(tickets.ticket("x".repeat(100_000))).isEmpty();
        assertThat(new Tickets(new Signer(SealKeys.random())).ticket(ticket)).isEmpty();
    }

    @Test
    void aTokenSaysAllThatIsNeededToTakeASessionBack() {
        var terms =
                new Terms(3, Duration.ofSeconds(60), Duration.ofMinutes(90), Duration.ofSeconds(20), OnCrash.RELAUNCH);
        var token = new SessionToken(
                ID,
                new Tenant("acme"),
                new BotName("chat"),
                2,
                new Instance("runner-1"),
                "https://meet.example/a?x=1",
                Instant.parse("2026-11-24T12:00:00.123456Z"),
                terms,
                "k3f9",
                12,
                Optional.of("uid-1"));
        String text = tickets.token(token);
        assertThat(text).startsWith("brs1.");
        assertThat(tickets.token(text)).contains(token);
        assertThat(tickets.ticket(text)).isEmpty();
        assertThat(tickets.token(text.substring(0, text.length() - 2))).isEmpty();
        assertThat(tickets.token(text.replaceFirst("brs1.", "brt1."))).isEmpty();
    }

    @Test
    void aTokenFromBeforeTokensNamedTheirClaimIsStillRead() {
        Json.Obj old = Json.obj()
                .put("session_id", ID.value())
                .put("tenant", "acme")
                .put("bot", "chat")
                .put("attempt", 2)
                .put("instance", "runner-1")
                .put("room", "https://meet.example/a")
                .put("issued_at", "2026-11-24T12:00:00Z")
                .put("attempts", 3)
                .put("start_deadline_ms", 60_000)
                .put("max_duration_ms", 60_000)
                .put("good_bye_ms", 20_000)
                .put("on_crash", "end")
                .put("epoch", "k3f9")
                .build();
        assertThat(SessionTokenJson.read(old).map(SessionToken::claim)).contains(0L);
        assertThat(SessionTokenJson.read(with(old, "claim", Json.num(1))).flatMap(SessionToken::pod))
                .as("from before they named their pod")
                .isEmpty();
        var ofAPod = with(with(old, "claim", Json.num(1)), "instance", Json.str("uid-1/process"));
        assertThat(SessionTokenJson.read(ofAPod).flatMap(SessionToken::pod)).contains("uid-1");
        assertThat(SessionTokenJson.read(with(ofAPod, "pod", Json.nil())).flatMap(SessionToken::pod))
                .isEmpty();
    }

    private static Json.Obj with(Json.Obj old, String name, Json value) {
        var members = new LinkedHashMap<>(old.members());
        members.put(name, value);
        return new Json.Obj(members);
    }
}
