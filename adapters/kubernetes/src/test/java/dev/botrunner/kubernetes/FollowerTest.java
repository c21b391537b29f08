package dev.botrunner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.testkit.ManualTicker;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** That a watch that says nothing is not believed for ever. */
class FollowerTest {

    private final ManualTicker ticker = new ManualTicker();
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final Objects objects = new Objects();
    private final Told told = new Told();
    private final Follower<Pod> follower = new Follower<>("pods", objects, told, inbox, ticker);

    /** What a cluster has, and the watches that were opened. */
    private static final class Objects implements Follower.Objects<Pod> {
        private final List<Pod> there = new ArrayList<>();
        private final List<Watcher<Pod>> watchers = new ArrayList<>();
        private int lists;
        private int closed;

        @Override
        public PodList list() {
            lists++;
            return new PodListBuilder()
                    .withItems(List.copyOf(there))
                    .withNewMetadata()
                    .withResourceVersion("7")
                    .endMetadata()
                    .build();
        }

        @Override
        public Watch watch(ListOptions from, Watcher<Pod> watcher) {
            watchers.add(watcher);
            return () -> closed++;
        }
    }

    private static final class Told implements Follower.Changes<Pod> {
        private final List<String> all = new ArrayList<>();

        @Override
        public void seen(Pod pod) {
            all.add("seen " + pod.getMetadata().getUid());
        }

        @Override
        public void gone(Pod pod) {
            all.add("gone " + pod.getMetadata().getUid());
        }
    }

    private static Pod pod(String uid) {
        return new PodBuilder()
                .withNewMetadata()
                .withUid(uid)
                .withResourceVersion("8")
                .endMetadata()
                .build();
    }

    private void hear() {
        for (Runnable news = inbox.poll(); news != null; news = inbox.poll()) {
            news.run();
        }
    }

    @Test
    void aWatchThatBringsNothingForTooLongIsGivenUpAndAllIsListedAnew() {
        objects.there.add(pod("a"));
        follower.attend();
        objects.there.set(0, pod("b"));
        ticker.advance(Duration.ofMinutes(5));
        follower.attend();
        assertThat(objects.lists).as("five minutes may pass").isEqualTo(1);
        ticker.advance(Duration.ofSeconds(1));
        follower.attend();
        assertThat(objects.lists).isEqualTo(2);
        assertThat(objects.closed).isEqualTo(1);
        assertThat(objects.watchers).hasSize(2);
        assertThat(told.all).containsExactly("seen a", "gone a", "seen b");
    }

    @Test
    void aBookmarkKeepsAWatchAlive() {
        follower.attend();
        for (int minute = 0; minute < 10; minute++) {
            ticker.advance(Duration.ofMinutes(1));
            objects.watchers.getFirst().eventReceived(Watcher.Action.BOOKMARK, pod("none"));
            hear();
            follower.attend();
        }
        assertThat(objects.lists).isEqualTo(1);
        assertThat(told.all).isEmpty();
    }

    @Test
    void aWatchThatBreaksGoesOnAndOneThatHadToldNothingIsFollowedByAList() {
        follower.attend();
        objects.watchers.getFirst().eventReceived(Watcher.Action.ADDED, pod("a"));
        breaks(0);
        assertThat(objects.watchers).hasSize(2);
        assertThat(objects.lists).isEqualTo(1);
        breaks(1);
        assertThat(objects.watchers).hasSize(3);
        assertThat(objects.lists).isEqualTo(2);
    }

    private void breaks(int watch) {
        objects.watchers.get(watch).onClose(new WatcherException("cut"));
        hear();
        ticker.advance(Duration.ofSeconds(5));
        follower.attend();
    }

    @Test
    void whatAWatchSaysThatWasGivenUpCountsNoMore() {
        follower.attend();
        ticker.advance(Duration.ofMinutes(6));
        follower.attend();
        objects.watchers.getFirst().eventReceived(Watcher.Action.ADDED, pod("late"));
        hear();
        assertThat(told.all).isEmpty();
    }
}
