package dev.botrunner.cli.dev;

import dev.botrunner.control.http.Address;
import dev.botrunner.control.settings.ControlSettings.Listening;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code dev} is to be.
 *
 * @param ports of the API, the management, the link and the demo rooms, in this order
 * @param slots sessions at once
 * @param warm processes that wait
 * @param bots beside the built-in ones
 */
record DevPlan(List<Port> ports, int slots, int warm, Optional<Path> bots) {

    /** @param flag by which it can be given */
    record Port(String flag, Address address) {

        boolean isTaken() {
            if (address.port() == 0) {
                return false;
            }
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(address.host(), address.port()));
                return false;
            } catch (IOException _) {
                return true;
            }
        }
    }

    Listening listening() {
        return new Listening(
                ports.get(0).address(),
                ports.get(1).address(),
                ports.get(2).address(),
                Optional.empty(),
                Optional.empty());
    }

    Address rooms() {
        return ports.get(3).address();
    }

    /** What to do about ports that another program has; empty where all are free. */
    List<String> takenPorts() {
        return ports.stream()
                .filter(Port::isTaken)
                .map(port -> "Port " + port.address().port() + " is taken: is another botrunner dev running? Give this"
                        + " one another port with " + port.flag() + " PORT (0: any)")
                .toList();
    }
}
