package dev.botrunner.room.ws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The client's end of a WebSocket (RFC 6455), blocking: one thread reads, any may write. No extensions. It is some lines
 * on a socket, since the libraries for it all work by callbacks, and cost a process that starts more than all else in it.
 */
final class WsConnection implements AutoCloseable {

    /** The longest message that is read: a welcome with a long history. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Socket socket;
    private final DataInputStream in;
    private final SecureRandom random = new SecureRandom();

    /** Guards writing. */
    private final ReentrantLock lock = new ReentrantLock();

    private WsConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 16 * 1024));
    }

    static WsConnection open(WsAddress address, Duration atMost) throws IOException {
        int millis = Math.toIntExact(atMost.toMillis());
        var plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(address.socketHost(), address.port()), millis);
            plain.setSoTimeout(millis);
            plain.setTcpNoDelay(true);
            var connection = new WsConnection(address.tls() ? encrypted(plain, address) : plain);
            Handshake.with(address, connection.in, connection.socket.getOutputStream());
            return connection;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket encrypted(Socket plain, WsAddress address) throws IOException {
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var socket = (SSLSocket) factory.createSocket(plain, address.socketHost(), address.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** A silence of so long ends the reading. */
    void patience(Duration silence) throws IOException {
        socket.setSoTimeout(Math.toIntExact(silence.toMillis()));
    }

    boolean isOpen() {
        return !socket.isClosed();
    }

    /** The next text. */
    String read() throws IOException {
        var message = new ByteArrayOutputStream();
        while (true) {
            int first = in.readUnsignedByte();
            byte[] payload = payload(message.size());
            switch (first & 0x0F) {
                case TEXT, CONTINUATION -> {
                    message.writeBytes(payload);
                    if ((first & 0x80) != 0) {
                        return message.toString(UTF_8);
                    }
                }
                case PING -> write(PONG, payload);
                case PONG -> {}
                case CLOSE -> {
                    write(CLOSE, payload);
                    throw new EOFException("The other side closed the connection");
                }
                default -> throw new IOException("The other side sent a frame that is no text");
            }
        }
    }

    private byte[] payload(int before) throws IOException {
        int second = in.readUnsignedByte();
        if ((second & 0x80) != 0) {
            throw new IOException("The other side sent a masked frame, as only clients do");
        }
        long length = second;
        if (second == 126) {
            length = in.readUnsignedShort();
        } else if (second == 127) {
            length = in.readLong();
        }
        if (length < 0 || length + before > MOST_BYTES) {
            throw new IOException("The other side sent a message over " + MOST_BYTES + " bytes");
        }
        var payload = new byte[(int) length];
        in.readFully(payload);
        return payload;
    }

    void write(String text) throws IOException {
        write(TEXT, text.getBytes(UTF_8));
    }

    private void write(int kind, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) (0x80 | kind));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        var mask = new byte[4];
        random.nextBytes(mask);
        frame.put(mask);
        for (int at = 0; at < payload.length; at++) {
            frame.put((byte) (payload[at] ^ mask[at & 3]));
        }
        lock.lock();
        try {
            socket.getOutputStream().write(frame.array(), 0, frame.position());
        } finally {
            lock.unlock();
        }
    }

    /** Says so and goes. */
    void goodBye() throws IOException {
        write(CLOSE, new byte[] {3, (byte) 0xE8});
    }

    /** Without a word. Whoever reads or writes is thrown out. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more, which was the aim.
        }
    }
}
