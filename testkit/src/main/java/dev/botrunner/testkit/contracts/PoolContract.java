package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.launch.PodPool;
import dev.botrunner.launch.Pool;
import dev.botrunner.launch.PoolBoard;
import dev.botrunner.launch.PoolDesk;
import dev.botrunner.launch.PoolPods.PoolPod;
import dev.botrunner.launch.PoolPods.Stage;
import dev.botrunner.launch.PoolSize;
import dev.botrunner.launch.RefillBudget;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.RecordingPoolMeter;
import dev.botrunner.testkit.SampleSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every pool promises: as many wait as shall, none that has a session is touched, none gets one that must go. */
@SuppressWarnings("NullAway.Init")
public abstract class PoolContract {

    private static final BotName ECHO = SampleSession.ECHO;
    private static final PoolSize THREE = new PoolSize(3, 10);

    private final ManualTicker ticker = new ManualTicker();
    private final Store store = new MemoryStore(Caps.limitedBy(100), ticker, Duration.ofHours(1)).store();
    private final Lifecycle rules = Lifecycle.standard();
    private final RecordingPoolMeter meter = new RecordingPoolMeter();
    private boolean heldBack;
    private PoolUnderTest fixture;
    private Pool pool;

    protected abstract PoolUnderTest open(ManualTicker clock);

    @BeforeEach
    void openPool() {
        fixture = open(ticker);
        pool = pool(100);
    }

    @AfterEach
    void closePool() {
        fixture.close();
    }

    private Pool pool(double perSecond) {
        var budget = new RefillBudget(perSecond, () -> heldBack, ticker);
        var desk = new PoolDesk(store, Lifecycle.standard().lostAfter(), new PoolBoard(meter), budget, ticker);
        desk.look(1);
        return new PodPool(fixture.pods(), desk, ticker);
    }

    private List<PoolPod> present() throws InterruptedException {
        return fixture.pods().of(ECHO);
    }

    private void keep(PoolSize size) throws InterruptedException {
        pool.keep(ECHO, size);
    }

    private void allWait() throws InterruptedException {
        for (PoolPod pod : present()) {
            if (pod.stage() == Stage.STARTING) {
                fixture.become(pod, Stage.WAITING, ticker.now());
            }
        }
    }

    private List<PoolPod> filled() throws InterruptedException {
        keep(THREE);
        ticker.advance(Duration.ofSeconds(45)); // by then the store's word on pods that run is taken
        allWait();
        keep(THREE);
        return present();
    }

    /** A session comes, and this pod claims it. */
    private SessionId claims(PoolPod pod) {
        var session = SampleSession.one();
        store.queue().enqueue(session.asOf(store.ledger()));
        var claimant = new Claimant(new Instance(pod.uid() + "/runner"), Claimant.Kind.POD);
        assertThat(new Clerk(store.ledger()).enter(session.id(), seen -> rules.claimed(seen, claimant)))
                .isInstanceOf(Clerk.Entered.Changed.class);
        return session.id();
    }

    @Test
    void asManyWaitAsShall() throws InterruptedException {
        List<PoolPod> pods = filled();
        assertThat(pods).hasSize(3).allMatch(pod -> pod.stage() == Stage.WAITING && pod.current());
        assertThat(pods.stream().map(PoolPod::uid).distinct()).hasSize(3);
        assertThat(meter.waiting(ECHO)).isEqualTo(3);
        keep(THREE);
        assertThat(present()).isEqualTo(pods);
    }

    @Test
    void onePodMoreComesForEachThatHasASession() throws InterruptedException {
        List<PoolPod> pods = filled();
        claims(pods.getFirst());
        keep(THREE);
        assertThat(present()).hasSize(4).containsAll(pods);
        assertThat(meter.hits(ECHO)).isEqualTo(1);
        keep(THREE);
        assertThat(present()).hasSize(4);
        assertThat(meter.hits(ECHO)).isEqualTo(1);
    }

    @Test
    void noMoreThanMayBeAreThereThoughAllHaveASession() throws InterruptedException {
        List<PoolPod> pods = filled();
        for (PoolPod pod : pods) {
            claims(pod);
        }
        keep(new PoolSize(3, 4));
        keep(new PoolSize(3, 4));
        assertThat(present()).hasSize(4).containsAll(pods);
    }

    @Test
    void thoseThatAreTooManyAreSentAwayAndCannotClaimAnyMore() throws InterruptedException {
        List<PoolPod> pods = filled();
        keep(new PoolSize(1, 10));
        List<PoolPod> left = present();
        assertThat(left).hasSize(1);
        pods.stream()
                .filter(pod -> !left.contains(pod))
                .forEach(pod -> assertThat(store.queue().isRetired(RequestId.ofPod(pod.uid())))
                        .isTrue());
        assertThat(store.queue().isRetired(RequestId.ofPod(left.getFirst().uid())))
                .isFalse();
    }

    @Test
    void onesThatHaveASessionOrAreAboutToStayWhenThePoolIsGivenUp() throws InterruptedException {
        List<PoolPod> pods = filled();
        claims(pods.getFirst());
        store.queue().enqueue(SampleSession.one().asOf(store.ledger()));
        var request = RequestId.ofPod(pods.getLast().uid());
        assertThat(store.queue().next(request, Map.of(ECHO, Duration.ZERO), Duration.ofSeconds(5)))
                .isPresent();
        keep(new PoolSize(0, 10));
        assertThat(present()).containsExactlyInAnyOrder(pods.getFirst(), pods.getLast());
    }

    @Test
    void olderProfilesGiveWayOneByOneAsNewOnesAreReady() throws InterruptedException {
        List<PoolPod> pods = filled();
        claims(pods.getFirst());
        fixture.changeProfile();
        keep(THREE);
        assertThat(present()).hasSize(6);
        PoolPod fresh = present().stream().filter(PoolPod::current).findFirst().orElseThrow();
        fixture.become(fresh, Stage.WAITING, ticker.now());
        keep(THREE);
        assertThat(present()).hasSize(6);
        allWait();
        keep(THREE);
        assertThat(present()).hasSize(4);
        assertThat(present().stream().filter(pod -> !pod.current()).map(PoolPod::uid))
                .containsExactly(pods.getFirst().uid());
    }

    @Test
    void whereThereIsNoRoomForBothAnOldOneGoesBeforeTheNewOneComes() throws InterruptedException {
        filled();
        fixture.changeProfile();
        for (int i = 0; i < 6; i++) {
            keep(new PoolSize(3, 3));
            assertThat(present()).hasSizeLessThanOrEqualTo(3);
            allWait();
        }
        assertThat(present()).hasSize(3).allMatch(PoolPod::current);
    }

    @Test
    void refillKeepsToItsOwnBudget() throws InterruptedException {
        pool = pool(1);
        keep(THREE);
        keep(THREE);
        assertThat(present()).hasSize(1);
        ticker.advance(Duration.ofSeconds(1));
        heldBack = true;
        keep(THREE);
        assertThat(present()).as("while launches are held back").hasSize(1);
        heldBack = false;
        keep(THREE);
        assertThat(present()).hasSize(2);
    }

    @Test
    void whatHasLeftIsClearedAwayAndFailuresAfterAWhile() throws InterruptedException {
        List<PoolPod> pods = filled();
        fixture.become(pods.getFirst(), Stage.DONE, ticker.now());
        fixture.become(pods.getLast(), Stage.FAILED, ticker.now());
        keep(THREE);
        assertThat(present().stream().map(PoolPod::uid))
                .doesNotContain(pods.getFirst().uid())
                .contains(pods.getLast().uid());
        ticker.advance(Duration.ofSeconds(31));
        keep(THREE);
        assertThat(present().stream().map(PoolPod::uid))
                .doesNotContain(pods.getLast().uid());
    }

    @Test
    void podsThatDieIdleComeEverSlower() throws InterruptedException {
        keep(new PoolSize(1, 10));
        for (int second : new int[] {5, 10, 20}) {
            PoolPod pod = present().stream()
                    .filter(it -> it.stage() == Stage.STARTING)
                    .findFirst()
                    .orElseThrow();
            fixture.become(pod, Stage.FAILED, ticker.now());
            keep(new PoolSize(1, 10));
            ticker.advance(Duration.ofSeconds(second - 1));
            keep(new PoolSize(1, 10));
            assertThat(present()).noneMatch(it -> it.stage() == Stage.STARTING);
            ticker.advance(Duration.ofSeconds(1));
            keep(new PoolSize(1, 10));
            assertThat(present()).anyMatch(it -> it.stage() == Stage.STARTING);
        }
    }

    @Test
    void onesThatSomebodyElseEndsGetNoSessionAnyMoreAndAreReplaced() throws InterruptedException {
        List<PoolPod> pods = filled();
        fixture.become(pods.getFirst(), Stage.LEAVING, ticker.now());
        keep(THREE);
        assertThat(store.queue().isRetired(RequestId.ofPod(pods.getFirst().uid())))
                .isTrue();
        assertThat(present()).hasSize(4);
    }

    @Test
    void onesThatPullALargeImageAreWaitedFor() throws InterruptedException {
        keep(new PoolSize(1, 10));
        List<PoolPod> pulling = present();
        ticker.advance(Duration.ofMinutes(14));
        keep(new PoolSize(1, 10));
        assertThat(present()).isEqualTo(pulling);
        ticker.advance(Duration.ofMinutes(1));
        keep(new PoolSize(1, 10));
        assertThat(present()).isEmpty();
    }

    @Test
    void onesThatCannotHaveTheirImageAreReplacedEarlier() throws InterruptedException {
        keep(new PoolSize(1, 10));
        PoolPod pod = present().getFirst();
        fixture.become(pod, Stage.LACKING, ticker.now());
        ticker.advance(Duration.ofSeconds(121));
        keep(new PoolSize(1, 10));
        assertThat(present()).isEmpty();
        assertThat(store.queue().isRetired(RequestId.ofPod(pod.uid()))).isTrue();
        ticker.advance(Duration.ofSeconds(5));
        keep(new PoolSize(1, 10));
        assertThat(present()).hasSize(1);
    }

    @Test
    void anotherKeeperGoesOnWithWhatThereIs() throws InterruptedException {
        List<PoolPod> pods = filled();
        claims(pods.getFirst());
        pool = pool(100);
        keep(THREE);
        assertThat(present()).hasSize(4).containsAll(pods);
        assertThat(meter.hits(ECHO)).as("what was there before is nobody's hit").isZero();
    }
}
