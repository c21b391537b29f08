package dev.botrunner.cli.rooms;

import dev.botrunner.cli.LogForm;
import dev.botrunner.cli.show.Screen;
import dev.botrunner.control.http.Address;
import dev.botrunner.files.FlagFaults;
import dev.botrunner.files.SettingsProvider;
import dev.botrunner.loop.Threads;
import dev.botrunner.run.RoomServer;
import dev.botrunner.run.RoomServerProvider;
import dev.botrunner.session.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code rooms}: the demo room server and its page, until it is told to stop. */
@Command(
        name = "rooms",
        description = {
            "The demo rooms, alone: a page where people talk with bots, and the rooms that bots enter, by one address.",
            "Rooms are made by the first who enters, and kept in memory; without a token everybody may enter."
        },
        exitCodeOnInvalidInput = RoomsCommand.WRONG_SETTINGS,
        footer = {"", "Examples:", "  botrunner rooms", "  botrunner rooms --listen :8083 --token-file room-token"})
public final class RoomsCommand implements Callable<Integer> {

    static final int WRONG_SETTINGS = 20;

    private static final int FAILED = 1;

    @Option(
            names = "--listen",
            paramLabel = "[ADDRESS:]PORT",
            description = "Where the page and the rooms are (default: 127.0.0.1:8083; port 0: any).")
    private @Nullable String listen;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "What whoever enters has to show, as ROOM_TOKEN or on the page. Default: nothing.")
    private @Nullable String tokenFile;

    @Option(
            names = "--control",
            paramLabel = "URL",
            description = "The control server by which the page sends bots; it has to list the page in --origins.")
    private @Nullable String control;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Lines setting=value, for what is given neither here nor by BOTRUNNER_ROOMS_….")
    private @Nullable String config;

    /** Told with all other faults. */
    @Unmatched
    private List<String> unknown = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Screen screen;

    public RoomsCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<String> faults = faults();
        Address address = address(faults);
        Optional<Secret> token = token(faults);
        checkControl(faults);
        Optional<RoomServerProvider> provider = RoomServers.found();
        if (provider.isEmpty()) {
            faults.add("The jar of the demo rooms is not on the class path (lib, or BOTRUNNER_CLASSPATH)");
        }
        if (!faults.isEmpty()) {
            faults.forEach(screen::note);
            return WRONG_SETTINGS;
        }
        if (spec.defaultValueProvider() instanceof SettingsProvider settings) {
            settings.warnings(spec).forEach(warning -> screen.note("Warning: " + warning));
        }
        LogForm.PLAIN.choose();
        var options = new RoomServerProvider.Options(address.host(), address.port(), token);
        return serve(provider.orElseThrow(), options, address);
    }

    private int serve(RoomServerProvider provider, RoomServerProvider.Options options, Address address)
            throws InterruptedException {
        try (RoomServer rooms = provider.start(options)) {
            Optional.ofNullable(control).ifPresent(rooms::inviteFrom);
            if (!address.isLoopback() && options.token().isEmpty()) {
                screen.note("Warning: everybody who reaches " + address + " may enter; see --token-file");
            }
            screen.lines(List.of("Rooms      " + rooms.url()));
            Threads.atExit("stop-rooms", rooms::close);
            new CountDownLatch(1).await();
            return 0;
        } catch (UncheckedIOException e) {
            screen.note(String.valueOf(e.getMessage()));
            return FAILED;
        }
    }

    private Address address(List<String> faults) {
        var usual = new Address("127.0.0.1", 8083);
        try {
            return listen == null ? usual : Address.parse(listen);
        } catch (IllegalArgumentException e) {
            faults.add("--listen: " + e.getMessage());
            return usual;
        }
    }

    private Optional<Secret> token(List<String> faults) {
        if (tokenFile == null) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(Path.of(tokenFile)).strip();
            if (text.isEmpty()) {
                faults.add("--token-file: the file " + tokenFile + " is empty: expected the token");
            }
            return Optional.of(new Secret(text));
        } catch (IOException e) {
            faults.add("--token-file: there is no readable file " + tokenFile);
            return Optional.empty();
        }
    }

    private void checkControl(List<String> faults) {
        if (control != null) {
            try {
                var url = new URI(control);
                if (!Set.of("http", "https").contains(String.valueOf(url.getScheme()))
                        || url.getHost() == null
                        || !String.valueOf(url.getPath()).isEmpty()) {
                    faults.add("--control: expected http://host:port, and nothing behind it");
                }
            } catch (URISyntaxException e) {
                faults.add("--control: expected http://host:port, and nothing behind it");
            }
        }
    }

    private List<String> faults() {
        String others = unknown.isEmpty() ? "" : unknown.getFirst();
        return FlagFaults.of(spec, unknown, "rooms takes flags only, and something else stands there: " + others);
    }

    /** Read by the provider of settings before anything else is. */
    Optional<String> config() {
        return Optional.ofNullable(config);
    }
}
