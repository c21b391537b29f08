package dev.botrunner.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds in every life, whatever is reported in whatever order. */
class LifecyclePropertiesTest {

    private static final List<String> REPORTS = List.copyOf(LifecycleReports.ALL.keySet());

    /** A report and how long after the one before it comes. */
    record Event(String report, int seconds) {}

    @Provide
    Arbitrary<List<Event>> lives() {
        var report = Arbitraries.of(REPORTS);
        var pause = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, Arbitraries.integers().between(0, 3)),
                net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(4, 9_000)));
        return net.jqwik.api.Combinators.combine(report, pause)
                .as(Event::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Property(tries = 3_000)
    void numbersHaveNoGapsAndTheEndComesOnce(@ForAll("lives") List<Event> life, @ForAll OnCrash onCrash) {
        var told = new ArrayList<LifecycleEvent>();
        told.addAll(((Step) accept(onCrash)).events());
        Lives now = Lives.queued(onCrash);
        for (Event event : life) {
            now = report(now.after(Duration.ofSeconds(event.seconds())), event, told);
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i).number()).isEqualTo(i + 1L);
            assertThat(ids.add(told.get(i).id())).isTrue();
        }
        long ends =
                told.stream().filter(e -> e.type().equals(LifecycleEvent.END)).count();
        assertThat(ends).isEqualTo(now.head().hasEnded() ? 1 : 0);
    }

    @Property(tries = 3_000)
    void everyStateButTheLastHasADateThatLeadsOn(@ForAll("lives") List<Event> life, @ForAll OnCrash onCrash) {
        Lives now = Lives.queued(onCrash);
        for (Event event : life) {
            now = report(now.after(Duration.ofSeconds(event.seconds())), event, new ArrayList<>());
            checkBounds(now.head());
        }
        Lives last = now;
        for (int i = 0; i < 40 && !last.head().hasEnded(); i++) {
            Lives due = last.onItsDate();
            last = due.then(Lives.RULES.date(due.seen()));
            assertThat(last.head()).isNotEqualTo(due.head());
        }
        assertThat(last.head().hasEnded()).as("dates alone bring it to its end").isTrue();
    }

    private static void checkBounds(SessionHead head) {
        assertThat(head.date().isPresent()).isEqualTo(!head.hasEnded());
        int tries = head.progress().attempt() - head.progress().budgetFrom() + 1;
        assertThat(tries).isLessThanOrEqualTo(head.terms().attempts());
        assertThat(head.progress().relaunches()).isLessThanOrEqualTo(Lifecycle.MAX_RELAUNCHES);
        assertThat(head.timeline().entries().size()).isLessThanOrEqualTo(Timeline.MAX);
        boolean placed = head.isInLine() || head.isActive() || head.date().isPresent();
        assertThat(placed || head.hasEnded()).isTrue();
    }

    @Property(tries = 1_000)
    void nothingIsSaidAfterTheEnd(@ForAll("lives") List<Event> life) {
        Lives ended = Lives.ended(OnCrash.RELAUNCH);
        for (Event event : life) {
            Verdict verdict = ask(ended.after(Duration.ofSeconds(event.seconds())), event.report());
            assertThat(verdict).isNotInstanceOf(Step.class);
        }
    }

    private static Verdict accept(OnCrash onCrash) {
        var about = Lives.queued(onCrash).head().about();
        return Lives.RULES.accepted(Lives.nothing().seen(), about, Lives.terms(onCrash));
    }

    private static Lives report(Lives life, Event event, List<LifecycleEvent> told) {
        Verdict verdict = ask(life, event.report());
        if (verdict instanceof Step step) {
            told.addAll(step.events());
            return life.then(step);
        }
        return life;
    }

    private static Verdict ask(Lives life, String report) {
        return Objects.requireNonNull(LifecycleReports.ALL.get(report)).apply(life);
    }
}
