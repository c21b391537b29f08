package dev.botrunner.room;

import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Finds how one gets into a room, among the jars on the class path. */
public final class Rooms {

    private Rooms() {}

    /** @throws DependencyException nothing leads into rooms with such a URL; the message lists what does */
    public static RoomTransport transport(String url, RoomTransportProvider.Options options) {
        return transport(
                url,
                options,
                ServiceLoader.load(RoomTransportProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    static RoomTransport transport(
            String url, RoomTransportProvider.Options options, List<RoomTransportProvider> providers) {
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        var known = new TreeSet<String>();
        for (RoomTransportProvider provider : providers) {
            if (provider.schemes().contains(scheme)) {
                return provider.open(options);
            }
            known.addAll(provider.schemes());
        }
        throw new DependencyException(new Failure(
                ErrorCode.INVALID_CONFIG,
                "No way into a room whose URL begins with '" + scheme + ":'. Known: " + String.join(", ", known)
                        + ". Is the jar for such rooms on the class path (lib, or BOTRUNNER_CLASSPATH)?"));
    }
}
