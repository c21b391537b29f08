package dev.botrunner.kubernetes;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.DependencyException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keys that an issuer signs with, kept, and fetched again when a token names one that is not among them; not more
 * often than every few seconds, whatever is sent to us: as long as none were fetched, whoever asks meanwhile is told what the
 * last one met. From any thread.
 */
final class IssuerKeys {

    private static final Duration NOT_MORE_OFTEN = Duration.ofSeconds(10);

    /** Without any key no runner can begin. */
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

    /** @param issuer what its tokens must name as theirs; absent: any */
    record Published(JWKSet keys, Optional<String> issuer) {}

    /** Where they are published. */
    interface Source {

        /** @throws DependencyException it cannot be asked now */
        Published fetch();
    }

    /** A key, and whose it is. */
    record Found(JWK key, Optional<String> issuer) {}

    private final Source source;
    private final Ticker ticker;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Optional<Published> published = Optional.empty();
    private Optional<DependencyException> failed = Optional.empty();
    private long triedAt;
    private boolean tried;

    IssuerKeys(Source source, Ticker ticker) {
        this.source = source;
        this.ticker = ticker;
    }

    /**
     * The key of that id.
     *
     * @throws DependencyException no keys were ever fetched, and they cannot be now
     */
    Optional<Found> find(String id) {
        return known(id).or(() -> {
            fetch(id);
            return known(id);
        });
    }

    private Optional<Found> known(String id) {
        return published.flatMap(
                now -> Optional.ofNullable(now.keys().getKeyByKeyId(id)).map(key -> new Found(key, now.issuer())));
    }

    private void fetch(String id) {
        fetching.lock();
        try {
            if (known(id).isPresent() || (isSoon() && published.isPresent())) {
                return;
            }
            if (isSoon() && failed.isPresent()) {
                throw new DependencyException(failed.get().failure(), failed.get());
            }
            ask();
        } finally {
            fetching.unlock();
        }
    }

    private boolean isSoon() {
        Duration pause = published.isPresent() ? NOT_MORE_OFTEN : AGAIN_AFTER;
        return tried && ticker.since(triedAt).compareTo(pause) < 0;
    }

    private void ask() {
        try {
            published = Optional.of(source.fetch());
        } catch (DependencyException noKeys) {
            failed = Optional.of(noKeys);
            if (published.isEmpty()) {
                throw noKeys;
            }
        } finally {
            // From its end: one that takes long is no reason to ask again at once.
            tried = true;
            triedAt = ticker.nanos();
        }
    }
}
