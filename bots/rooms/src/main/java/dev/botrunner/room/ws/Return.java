package dev.botrunner.room.ws;

import dev.botrunner.loop.Backoff;
import dev.botrunner.loop.Ticker;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.room.RoomRefused;
import dev.botrunner.session.DependencyException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How a lost connection is mended: the old seat where it is still there, else a new one. */
final class Return {

    /** Twice as long as a demo room keeps a seat: it may be restarting. */
    static final Duration AT_MOST = Duration.ofSeconds(60);

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofSeconds(2);

    private final Door door;
    private final Hearing hearing;
    private final Ticker ticker;

    Return(Door door, Hearing hearing, Ticker ticker) {
        this.door = door;
        this.hearing = hearing;
        this.ticker = ticker;
    }

    /** What became of it. */
    sealed interface Outcome {}

    /** In the old seat; the room has had all that we said up to this number. */
    record Seated(WsConnection connection, long received) implements Outcome {}

    record SeatedAnew(WsConnection connection) implements Outcome {}

    record Over(RoomEvent.Why why) implements Outcome {}

    /** Tries until it works, is hopeless, or nobody wants it any more. */
    Outcome attempt(CountDownLatch notWanted) throws InterruptedException {
        long began = ticker.nanos();
        var pauses = new Backoff(FIRST, MOST, new SplittableRandom());
        while (ticker.since(began).compareTo(AT_MOST) < 0) {
            Optional<Outcome> outcome = once();
            if (outcome.isPresent()) {
                return outcome.get();
            }
            if (notWanted.await(pauses.next().toNanos(), TimeUnit.NANOSECONDS)) {
                break;
            }
        }
        return new Over(RoomEvent.Why.LOST);
    }

    private Optional<Outcome> once() throws InterruptedException {
        try {
            Door.Answer answer = door.resume(hearing.token(), hearing.last());
            return switch (answer.type()) {
                case "welcome" ->
                    Optional.of(new Seated(
                            answer.connection(),
                            answer.message().integerAt("received").orElse(0)));
                case "closed" -> Optional.of(new Over(Hearing.why(answer.message())));
                default -> Optional.of(anew());
            };
        } catch (IOException | DependencyException e) {
            return Optional.empty();
        } catch (RoomRefused e) {
            return e.why() == RoomRefused.Why.FULL ? Optional.empty() : Optional.of(new Over(RoomEvent.Why.REFUSED));
        }
    }

    private Outcome anew() throws InterruptedException {
        Door.Answer answer = door.join();
        hearing.seated(answer.message());
        return new SeatedAnew(answer.connection());
    }
}
