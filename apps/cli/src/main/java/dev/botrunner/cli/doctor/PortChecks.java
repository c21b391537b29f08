package dev.botrunner.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;

/** Whether {@code dev} would find its ports free. Only asked where no control server was found. */
final class PortChecks implements Checks {

    private static final Map<String, Integer> PORTS =
            Map.of("--http", 8080, "--manage", 8081, "--link", 8082, "--rooms", 8083);

    @Override
    public List<Finding> look() {
        List<Finding> taken = PORTS.entrySet().stream()
                .filter(port -> !isFree(port.getValue()))
                .sorted(Map.Entry.comparingByValue())
                .map(port -> Finding.note(
                        "port " + port.getValue(),
                        "another program has it",
                        "Give dev another one: botrunner dev " + port.getKey() + " 127.0.0.1:PORT."))
                .toList();
        return taken.isEmpty() ? List.of(Finding.good("ports", "8080 to 8083 are free for dev")) : taken;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
