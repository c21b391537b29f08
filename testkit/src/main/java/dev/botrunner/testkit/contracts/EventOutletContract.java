package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.Published;
import dev.botrunner.session.Json;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.SampleEvents;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What whoever mirrors events may rely on: an answer for each envelope, in order, as often as it is asked. */
public abstract class EventOutletContract {

    /** The outlet under test. */
    protected abstract EventOutlet outlet();

    /** The events of the session that the outlet takes events of. */
    protected abstract SampleEvents events();

    /** What has arrived of that session, in order, once there are at least so many. */
    protected abstract List<Envelope> arrived(SessionId session, int atLeast);

    @Test
    protected void takesABatchAndKeepsItsOrder() throws InterruptedException {
        SampleEvents events = events();
        List<Envelope> batch =
                IntStream.range(0, 256).mapToObj(_ -> events.said()).toList();
        assertThat(outlet().publish(batch)).isEqualTo(Published.all(256));
        assertThat(arrived(events.session(), 256)).isEqualTo(batch);
    }

    @Test
    protected void takesNothingAsWell() throws InterruptedException {
        assertThat(outlet().publish(List.of())).isEqualTo(Published.all(0));
    }

    @Test
    protected void takesTheSameEventsAgain() throws InterruptedException {
        SampleEvents events = events();
        List<Envelope> batch = List.of(events.said(), events.said());
        outlet().publish(batch);
        Envelope last = events.said();
        assertThat(outlet().publish(List.of(batch.get(0), batch.get(1), last)).accepted())
                .isEqualTo(3);
        assertThat(arrived(events.session(), 3).stream().distinct().toList())
                .containsExactly(batch.get(0), batch.get(1), last);
    }

    @Test
    protected void refusesOneByOneWhatItWillNeverTake() throws InterruptedException {
        SampleEvents events = events();
        Envelope first = events.said();
        Envelope reserved = events.forged("bot.session.end");
        Envelope odd = events.said("Not a type", Json.Obj.EMPTY);
        Envelope large = events.said(
                "bot.turn.user",
                Json.obj().put("x", "x".repeat(Envelope.MAX_BYTES)).build());
        Envelope last = events.said();
        Published answer = outlet().publish(List.of(first, reserved, odd, large, last));
        assertThat(answer.accepted()).isEqualTo(2);
        assertThat(answer.rejected())
                .containsExactlyInAnyOrder(
                        new Published.Rejected(1, Published.Code.RESERVED_TYPE),
                        new Published.Rejected(2, Published.Code.BAD_TYPE),
                        new Published.Rejected(3, Published.Code.TOO_LARGE));
        assertThat(arrived(events.session(), 2)).containsExactly(first, last);
    }

    @Test
    protected void takesAnEventOfExactlyTheLargestSize() throws InterruptedException {
        SampleEvents events = events();
        int around = EnvelopeJson.size(
                events.said("bot.turn.user", Json.obj().put("x", "").build()));
        Envelope largest = events.said(
                "bot.turn.user",
                Json.obj().put("x", "x".repeat(Envelope.MAX_BYTES - around)).build());
        assertThat(outlet().publish(List.of(largest))).isEqualTo(Published.all(1));
        assertThat(arrived(events.session(), 1)).containsExactly(largest);
    }

    /** A tenant that nobody else uses. */
    protected static Tenant someTenant() {
        return new Tenant("t" + Long.toString(System.nanoTime(), 36));
    }
}
