package dev.botrunner.cli.dev;

import dev.botrunner.control.http.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of {@code dev}, as texts: all faults are told together. */
final class DevOptions {

    private static final String PORT = "[127.0.0.1:]PORT";

    @Option(names = "--http", paramLabel = PORT, description = "The API (default: 127.0.0.1:8080; port 0: any).")
    private @Nullable String http;

    @Option(names = "--manage", paramLabel = PORT, description = "Probes and metrics (default: 127.0.0.1:8081).")
    private @Nullable String manage;

    @Option(names = "--link", paramLabel = PORT, description = "Runners and workers (default: 127.0.0.1:8082).")
    private @Nullable String link;

    @Option(names = "--rooms", paramLabel = PORT, description = "The demo rooms (default: 127.0.0.1:8083).")
    private @Nullable String rooms;

    @Option(names = "--slots", paramLabel = "N", description = "Sessions at once (default: 4 × cores).")
    private @Nullable String slots;

    @Option(names = "--warm", paramLabel = "N", description = "Processes that wait, started in advance (default: 2).")
    private @Nullable String warm;

    @Option(names = "--bots", paramLabel = "FILE", description = "More bots (default: ./bots.yaml, where it is there).")
    private @Nullable String bots;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Lines setting=value, for what is given neither here nor by BOTRUNNER_DEV_….")
    private @Nullable String config;

    /** What they say; absent where something is wrong, which is then among the faults. */
    Optional<DevPlan> plan(List<String> faults) {
        int before = faults.size();
        var ports = new ArrayList<DevPlan.Port>();
        ports.add(new DevPlan.Port("--http", address("--http", http, 8080, faults)));
        ports.add(new DevPlan.Port("--manage", address("--manage", manage, 8081, faults)));
        ports.add(new DevPlan.Port("--link", address("--link", link, 8082, faults)));
        ports.add(new DevPlan.Port("--rooms", address("--rooms", rooms, 8083, faults)));
        int places = number("--slots", slots, 4 * Runtime.getRuntime().availableProcessors(), faults);
        int waiting = number("--warm", warm, 2, faults);
        if (places == 0) {
            faults.add("--slots: expected at least 1");
        }
        Optional<Path> file = bots(faults);
        return faults.size() == before
                ? Optional.of(new DevPlan(List.copyOf(ports), places, waiting, file))
                : Optional.empty();
    }

    private static Address address(String flag, @Nullable String text, int port, List<String> faults) {
        var usual = new Address("127.0.0.1", port);
        if (text == null) {
            return usual;
        }
        try {
            Address address = Address.parse(text);
            if (!InetAddress.getByName(address.host()).isLoopbackAddress()) {
                faults.add(flag + ": dev has no keys and listens on this machine only; for others to reach it there are"
                        + " control and runner work");
            }
            return address;
        } catch (UnknownHostException _) {
            faults.add(flag + ": this host has no address");
        } catch (IllegalArgumentException e) {
            faults.add(flag + ": " + e.getMessage());
        }
        return usual;
    }

    private static int number(String flag, @Nullable String text, int usual, List<String> faults) {
        if (text == null) {
            return usual;
        }
        if (!text.matches("[0-9]{1,4}")) {
            faults.add(flag + ": expected a number from 0 to 9999");
            return usual;
        }
        return Integer.parseInt(text);
    }

    private Optional<Path> bots(List<String> faults) {
        Path here = Path.of("bots.yaml");
        if (bots == null) {
            return Files.exists(here) ? Optional.of(here) : Optional.empty();
        }
        Path file = Path.of(bots);
        if (!Files.isReadable(file)) {
            faults.add("--bots: there is no readable file " + bots);
        }
        return Optional.of(file);
    }

    /** Read by the provider of settings before anything else is. */
    Optional<String> config() {
        return Optional.ofNullable(config);
    }
}
