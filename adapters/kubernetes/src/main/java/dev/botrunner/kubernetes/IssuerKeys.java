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
 * often than every few seconds, whatever is sent to us. From any thread.
 */
final class IssuerKeys {

    private static final Duration NOT_MORE_OFTEN = Duration.ofSeconds(10);

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
            boolean soon = tried && ticker.since(triedAt).compareTo(NOT_MORE_OFTEN) < 0;
            if (known(id).isPresent() || (soon && published.isPresent())) {
                return;
            }
            tried = true;
            triedAt = ticker.nanos();
            published = Optional.of(source.fetch());
        } catch (DependencyException failed) {
            if (published.isEmpty()) {
                throw failed;
            }
        } finally {
            fetching.unlock();
        }
    }
}
