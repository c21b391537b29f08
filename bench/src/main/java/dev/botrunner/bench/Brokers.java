package dev.botrunner.bench;

import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.TransportProvider;
import java.time.Duration;
import java.util.ServiceLoader;

/** Opens transports as the product does. */
final class Brokers {

    private Brokers() {}

    static EventTransport open(String url) {
        String scheme = url.substring(0, url.indexOf(':'));
        return ServiceLoader.load(TransportProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.schemes().contains(scheme))
                .findFirst()
                .orElseThrow()
                .open(new TransportProvider.Options(url, Ticker.system(), Duration.ofHours(24)));
    }
}
