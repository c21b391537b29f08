package dev.botrunner.e2e.stand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must be true of all that was told of one session, whatever happened to it. */
public final class SessionAudit {

    private static final Map<String, Set<String>> MAY_FOLLOW = Map.of(
            "",
            Set.of(Told.QUEUED),
            Told.QUEUED,
            Set.of(Told.STARTING, Told.END),
            Told.STARTING,
            Set.of(Told.RUNNING, Told.QUEUED, Told.END),
            Told.RUNNING,
            Set.of(Told.JOINED, Told.QUEUED, Told.ENDING, Told.END),
            Told.JOINED,
            Set.of(Told.ENDING, Told.END, Told.QUEUED),
            Told.ENDING,
            Set.of(Told.END),
            Told.END,
            Set.of());

    private SessionAudit() {}

    /**
     * Checks the whole life of a session.
     *
     * @param relaunched whether it may come back after it was joined
     * @return how it ended
     */
    public static End check(String session, List<Told> told, boolean relaunched) {
        assertThat(told).allSatisfy(event -> assertThat(event.session()).isEqualTo(session));
        assertThat(told.stream().map(event -> event.source() + " " + event.text("id")))
                .doesNotHaveDuplicates();
        gapless(told);
        List<Told> life = told.stream()
                .filter(event -> event.source().equals("/sessions/" + session))
                .toList();
        assertThat(told)
                .allSatisfy(event ->
                        assertThat(event.type().startsWith("bot.session.")).isEqualTo(life.contains(event)));
        oneLife(life, relaunched);
        return life.getLast().end();
    }

    private static void gapless(List<Told> told) {
        Map<String, Long> last = new HashMap<>();
        for (Told event : told) {
            String author = event.source() + " " + event.text("epoch");
            assertThat(event.text("sequence")).hasSize(20);
            assertThat(event.sequence()).as(event.toString()).isEqualTo(last.getOrDefault(author, 0L) + 1);
            last.put(author, event.sequence());
        }
    }

    private static void oneLife(List<Told> life, boolean relaunched) {
        String state = "";
        long attempt = 0;
        int joined = 0;
        Set<Long> ran = new HashSet<>();
        for (Told event : life) {
            if (event.is(Told.PROGRESS)) {
                continue;
            }
            assertThat(MAY_FOLLOW.get(state))
                    .as("after " + state + " in " + life)
                    .contains(event.type());
            assertThat(relaunched || !state.equals(Told.JOINED) || !event.is(Told.QUEUED))
                    .as("came back: " + life)
                    .isTrue();
            state = event.type();
            long now = event.attempt().orElse(0);
            assertThat(now).as("attempts of " + life).isGreaterThanOrEqualTo(attempt);
            attempt = now;
            if (event.is(Told.RUNNING)) {
                assertThat(ran.add(now)).as("an attempt ran twice: " + life).isTrue();
            }
            joined += event.is(Told.JOINED) ? 1 : 0;
        }
        assertThat(state).as("the last word of " + life).isEqualTo(Told.END);
        if (!relaunched) {
            assertThat(joined).as("joins of " + life).isLessThanOrEqualTo(1);
        }
    }
}
