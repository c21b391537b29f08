package dev.botrunner.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.StoreAudit.Stray;
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.SettableCaps;
import dev.botrunner.testkit.contracts.StoreAuditContract;
import dev.botrunner.testkit.contracts.StoreUnderTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedRedis.class)
final class RedisAuditIT extends StoreAuditContract {

    @Override
    protected StoreUnderTest open(SettableCaps caps) {
        return new RedisUnderTest(SharedRedis.server(), caps);
    }

    @Test
    void whatSomebodyTookOutOfAnIndexIsFound() {
        SessionId id = accepted(SampleSession.one());
        redis("ZREM", "dates", id.value());
        redis("SREM", "queued", id.value());
        assertThat(faults()).hasSize(2).anyMatch(it -> it.startsWith("dates")).anyMatch(it -> it.startsWith("queued"));
    }

    @Test
    void whatSomebodyPutIntoAnIndexIsFound() {
        SessionId id = accepted(SampleSession.one());
        String ghost = "01aaaaaaaaaaaaaaaaaaaaaaaa";
        redis("ZADD", "line:echo:default", "1", ghost);
        redis("ZADD", "silence", "1", ghost);
        redis("SADD", "active:b:echo", id.value());
        redis("SET", "spec:" + ghost, "{}");
        assertThat(fixture.store().audit().strays())
                .containsExactlyInAnyOrder(
                        new Stray("line:echo:default", ghost),
                        new Stray("silence", ghost),
                        new Stray("active:b:echo", id.value()),
                        new Stray("spec:" + ghost, ghost));
    }

    private List<String> faults() {
        return fixture.store().audit().standings(Optional.empty(), 10).records().stream()
                .flatMap(it -> it.faults().stream())
                .toList();
    }

    private void redis(String command, String key, String... more) {
        var words = new java.util.ArrayList<>(List.of(command, ((RedisUnderTest) fixture).root() + key));
        words.addAll(List.of(more));
        SharedRedis.server().call(words.toArray(String[]::new));
    }
}
