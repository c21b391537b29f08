package dev.botrunner.testkit.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.loop.Threads;
import dev.botrunner.testkit.process.Patience;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** One connection through the proxy: requests on one thread, answers in their order on another. */
final class ProxiedClient {

    private static final Set<String> ENDLESS = Set.of("SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "MONITOR");

    private final RedisProxy proxy;
    private final Socket client;
    private final Socket server;
    private final LinkedBlockingQueue<Turn> turns = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    /** What becomes of one answer. */
    private sealed interface Turn {
        record Pass(Optional<Fault> fault) implements Turn {}

        record Say(String line) implements Turn {}

        /** From here on what comes is passed on as it comes. */
        record Rest() implements Turn {}
    }

    ProxiedClient(RedisProxy proxy, Socket client, int port) throws IOException {
        this.proxy = proxy;
        this.client = client;
        try {
            this.server = new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    void start(Consumer<ProxiedClient> known) {
        known.accept(this);
        Threads.virtual("proxy-requests", () -> until(this::requests));
        Threads.virtual("proxy-answers", () -> until(this::answers));
    }

    void close() {
        closed = true;
        try {
            client.close();
            server.close();
        } catch (IOException gone) {
            // It is cut either way.
        }
        turns.add(new Turn.Rest());
        proxy.gone(this);
    }

    private interface Part {
        void run() throws IOException, InterruptedException;
    }

    private void until(Part part) {
        try {
            part.run();
        } catch (IOException cut) {
            // One side has gone: so does the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void requests() throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream(), 1 << 16);
        OutputStream out = server.getOutputStream();
        while (!closed) {
            byte[] request = Resp.reply(in);
            proxy.awaitMoving();
            List<String> words = Resp.words(request);
            Optional<Fault> fault = proxy.fault(words);
            if (fault.isPresent() && stops(fault.get())) {
                continue;
            }
            boolean endless = ENDLESS.contains(words.getFirst().toUpperCase(Locale.ROOT));
            turns.add(endless ? new Turn.Rest() : new Turn.Pass(fault));
            out.write(request);
        }
    }

    /** Whether the request goes no further. */
    private boolean stops(Fault fault) {
        return switch (fault) {
            case Fault.CutBeforeRequest _ -> {
                close();
                yield true;
            }
            case Fault.Answer(String line) -> {
                turns.add(new Turn.Say(line));
                yield true;
            }
            case Fault.Swallow _ -> true;
            case Fault.Delay(var by) -> {
                Patience.pause(by.toMillis());
                yield false;
            }
            case Fault.CutBeforeAnswer _, Fault.GoneBeforeAnswer _, Fault.CutInsideAnswer _ -> false;
        };
    }

    private void answers() throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(server.getInputStream(), 1 << 16);
        OutputStream out = client.getOutputStream();
        while (!closed) {
            switch (turns.take()) {
                case Turn.Say(String line) -> out.write((line + "\r\n").getBytes(UTF_8));
                case Turn.Pass(Optional<Fault> fault) -> pass(Resp.reply(in), fault, out);
                case Turn.Rest _ -> rest(in, out);
            }
        }
    }

    private void pass(byte[] answer, Optional<Fault> fault, OutputStream out) throws IOException {
        proxy.awaitMoving();
        if (fault.isPresent() && fault.get() instanceof Fault.CutBeforeAnswer) {
            close();
        } else if (fault.isPresent() && fault.get() instanceof Fault.GoneBeforeAnswer) {
            proxy.refuse();
        } else if (fault.isPresent() && fault.get() instanceof Fault.CutInsideAnswer(int bytes)) {
            out.write(answer, 0, Math.min(bytes, answer.length));
            close();
        } else {
            out.write(answer);
        }
    }

    private void rest(InputStream in, OutputStream out) throws IOException {
        byte[] some = new byte[1 << 14];
        for (int count = in.read(some); count >= 0; count = in.read(some)) {
            proxy.awaitMoving();
            out.write(some, 0, count);
        }
        close();
    }
}
