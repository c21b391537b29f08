package dev.botrunner.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.QueuePlace;
import dev.botrunner.session.Json;
import dev.botrunner.session.SessionHead;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionDocumentTest {

    private static final QueuePlace PLACE =
            new QueuePlace(3, Optional.of(new QueuePlace.Eta(Duration.ofMillis(2000), Duration.ofMillis(8040))));

    private final Desks desks = new Desks();

    @Test
    void anAnswerToAJoinHasExactlyTheMembersOfTheContract() throws InterruptedException {
        SessionHead head = head();

        Json.Obj document = SessionDocument.joined(new JoinAnswer.Accepted(head, Optional.of(PLACE)));

        assertThat(document.members().keySet())
                .containsExactly(
                        "session_id",
                        "state",
                        "bot",
                        "room_url",
                        "created_at",
                        "start_deadline",
                        "attempt",
                        "phase",
                        "queue",
                        "reused",
                        "labels",
                        "priority",
                        "end",
                        "links");
        assertThat(document.member("queue").map(Json::text)).contains("{\"position\":3,\"eta_seconds\":[2.0,8.0]}");
        assertThat(document.textAt("room_url")).contains("https://R.example/");
        assertThat(document.boolAt("reused")).contains(false);
        assertThat(document.member("attempt")).contains(Json.nil());
        assertThat(document.member("end")).contains(Json.nil());
        assertThat(document.objAt("links").map(Json::text))
                .contains("{\"self\":\"/v1/sessions/" + head.id() + "\",\"events\":\"/v1/sessions/" + head.id()
                        + "/events\"}");
    }

    @Test
    void byItselfItHasATimelineInsteadOfReused() throws InterruptedException {
        SessionHead queued = head();
        desks.bringToItsRoom(queued.id());
        SessionHead head = desks.sessions.find(Optional.empty(), queued.id()).orElseThrow();

        Json.Obj document = SessionDocument.whole(head, Optional.empty(), SessionDocument.Reader.OWNER);

        assertThat(document.members()).containsKey("timeline").doesNotContainKeys("reused", "tenant");
        assertThat(document.integerAt("attempt")).hasValue(1);
        assertThat(document.member("queue")).contains(Json.nil());
        assertThat(document.itemsAt("timeline").orElseThrow())
                .extracting(entry -> entry.asObj().orElseThrow().textAt("phase").orElseThrow())
                .containsExactly("accepted", "queued", "claimed", "running", "joined");
        assertThat(document.itemsAt("timeline")
                        .orElseThrow()
                        .getFirst()
                        .asObj()
                        .orElseThrow()
                        .integerAt("after_ms"))
                .hasValue(0);
    }

    @Test
    void whoSeesAllTenantsIsToldWhoseItIs() throws InterruptedException {
        Json.Obj document = SessionDocument.plain(head(), Optional.empty(), SessionDocument.Reader.ALL_TENANTS);

        assertThat(document.textAt("tenant")).contains("acme");
        assertThat(document.members()).doesNotContainKeys("timeline", "reused");
    }

    private SessionHead head() throws InterruptedException {
        return desks.accepted("{\"room_url\":\"https://R.example/\",\"labels\":{\"a\":\"b\"}}");
    }
}
