package dev.botrunner.testkit.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;

/** Plays one script on a connection. For one thread. */
final class Player {

    private final InputStream in;
    private final OutputStream out;

    Player(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * False: the connection is over.
     *
     * @param gone told when the asker goes while an answer is held
     */
    boolean play(Script script, Runnable gone) throws IOException {
        for (Script.Step step : script.steps()) {
            switch (step) {
                case Script.Step.Head head -> head(head);
                case Script.Step.Body(String text, boolean apart) -> body(text.getBytes(UTF_8), apart);
                case Script.Step.Wait(var time) -> {
                    long until = System.nanoTime() + time.toNanos();
                    for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                }
                case Script.Step.Hold _ -> {
                    hold();
                    gone.run();
                    return false;
                }
                case Script.Step.Cut _ -> {
                    return false;
                }
            }
        }
        write("0\r\n\r\n".getBytes(ISO_8859_1));
        return true;
    }

    private void head(Script.Step.Head head) throws IOException {
        var text = new StringBuilder("HTTP/1.1 " + head.status() + " As scripted\r\nContent-Type: " + head.type()
                + "\r\nTransfer-Encoding: chunked\r\n");
        head.headers().forEach(header -> text.append(header).append("\r\n"));
        write(text.append("\r\n").toString().getBytes(ISO_8859_1));
    }

    private void body(byte[] bytes, boolean apart) throws IOException {
        int size = apart ? 1 : bytes.length;
        for (int at = 0; at < bytes.length; at += size) {
            byte[] frame = (Integer.toHexString(size) + "\r\n").getBytes(ISO_8859_1);
            byte[] chunk = new byte[frame.length + size + 2];
            System.arraycopy(frame, 0, chunk, 0, frame.length);
            System.arraycopy(bytes, at, chunk, frame.length, size);
            chunk[chunk.length - 2] = '\r';
            chunk[chunk.length - 1] = '\n';
            write(chunk);
        }
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Reads until there is nothing more to read, because the other side is gone. */
    private void hold() {
        try {
            while (in.read() >= 0) {
                // nothing is expected, and what comes is not answered
            }
        } catch (IOException e) {
            // gone, too
        }
    }
}
