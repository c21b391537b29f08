package dev.botrunner.e2e.stand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An audit that lets everything pass would prove nothing. */
class SessionAuditTest {

    private static final String SESSION = "01k0000000000000000000000a";

    private static final List<String> WHOLE = List.of(Told.QUEUED, Told.STARTING, Told.RUNNING, Told.JOINED, Told.END);

    @Test
    void aWholeLifePasses() {
        assertThat(SessionAudit.check(SESSION, told(WHOLE), false).word()).isEqualTo("completed/done");
    }

    @Test
    void anEventThatIsMissingIsFound() {
        List<Told> told = new ArrayList<>(told(WHOLE));
        told.remove(2);
        assertRefused(told);
    }

    @Test
    void aSecondEndIsFound() {
        assertRefused(told(List.of(Told.QUEUED, Told.END, Told.END)));
    }

    @Test
    void noEndIsFound() {
        assertRefused(told(List.of(Told.QUEUED, Told.STARTING, Told.RUNNING)));
    }

    @Test
    void anAttemptThatRanTwiceIsFound() {
        assertRefused(told(
                List.of(Told.QUEUED, Told.STARTING, Told.RUNNING, Told.QUEUED, Told.STARTING, Told.RUNNING, Told.END)));
    }

    @Test
    void aSessionThatIsQueuedAfterItJoinedIsFoundUnlessItMayComeBack() {
        List<Told> told = told(List.of(Told.QUEUED, Told.STARTING, Told.RUNNING, Told.JOINED, Told.QUEUED, Told.END));
        assertRefused(told);
        assertThat(SessionAudit.check(SESSION, told, true).word()).isEqualTo("completed/done");
    }

    @Test
    void aStateThatIsLeftOutIsFound() {
        assertRefused(told(List.of(Told.QUEUED, Told.STARTING, Told.JOINED, Told.END)));
    }

    private static void assertRefused(List<Told> told) {
        assertThatThrownBy(() -> SessionAudit.check(SESSION, told, false)).isInstanceOf(AssertionError.class);
    }

    private static List<Told> told(List<String> types) {
        var told = new ArrayList<Told>();
        for (int i = 0; i < types.size(); i++) {
            told.add(told(types.get(i), i + 1));
        }
        return told;
    }

    private static Told told(String type, int number) {
        Json.Obj end = Json.obj()
                .put("outcome", "completed")
                .put("reason", "done")
                .put("stage", "joined")
                .put("blame", Json.nil())
                .put("attempt", 1)
                .put("exit_code", 0)
                .build();
        return new Told(Json.obj()
                .put("specversion", "1.0")
                .put("id", SESSION + ".e." + number)
                .put("source", "/sessions/" + SESSION)
                .put("type", type)
                .put("subject", SESSION)
                .put("time", "2026-11-24T00:00:00.000Z")
                .put("datacontenttype", "application/json")
                .put("tenantid", "default")
                .put("bot", "stay")
                .put("attempt", 1)
                .put("epoch", "e")
                .put("sequence", "%020d".formatted(number))
                .put("partitionkey", SESSION)
                .put("data", Json.obj().put("attempt", 1).put("end", end).build())
                .build());
    }
}
