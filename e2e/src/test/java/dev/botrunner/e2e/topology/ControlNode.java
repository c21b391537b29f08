package dev.botrunner.e2e.topology;

import dev.botrunner.e2e.stand.Api;
import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.process.Signal;
import java.net.URI;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** One control server of several, which is started again where it has died. For one thread. */
final class ControlNode implements AutoCloseable {

    private static final Pattern API = Pattern.compile("^ *API +(http://\\S+)");
    private static final Pattern LINK = Pattern.compile("^ *Link +(http://\\S+)");

    private final Supplier<Program> starter;
    private Program program;
    private Api api;
    private int linkPort;

    ControlNode(Supplier<Program> starter) {
        this.starter = starter;
        this.program = starter.get();
        this.api = new Api(program.awaitOutput(API).group(1));
        this.linkPort = linkPort();
    }

    private int linkPort() {
        return URI.create(program.awaitOutput(LINK).group(1)).getPort();
    }

    Api api() {
        return api;
    }

    int link() {
        return linkPort;
    }

    long pid() {
        return program.pid();
    }

    boolean isAlive() {
        return program.isAlive();
    }

    void send(Signal signal) {
        program.send(signal);
    }

    void kill() {
        program.send(Signal.KILL);
        program.awaitExit();
    }

    /** Where it is gone. */
    void startAgain() {
        program.awaitExit();
        api.close();
        program.close();
        program = starter.get();
        api = new Api(program.awaitOutput(API).group(1));
        linkPort = linkPort();
    }

    @Override
    public void close() {
        api.close();
        program.close();
    }
}
