package dev.botrunner.runner.link;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One kept-alive HTTP/1.1 connection: as much of the protocol as the link needs, and nothing that costs a runner time to
 * start. Used by one thread at a time.
 */
final class HttpConnection implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MOST_HEADER_BYTES = 32 * 1024;
    private static final int MOST_BODY_BYTES = 8 << 20;

    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;
    private boolean heard;
    private String date = "";
    private boolean open = true;

    private HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        this.output = socket.getOutputStream();
    }

    /** An answer whose body was read whole. */
    @SuppressWarnings("ArrayRecordComponent")
    record Reply(int status, byte[] body, String date) {}

    static HttpConnection open(URI server) throws IOException {
        boolean tls = "https".equals(server.getScheme());
        int port = server.getPort() >= 0 ? server.getPort() : tls ? 443 : 80;
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(server.getHost(), port), (int) CONNECT.toMillis());
            return new HttpConnection(tls ? secured(socket, server.getHost(), port) : socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var socket = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** Whether an answer has begun to come: what was asked was heard, and may have been done. */
    boolean wasHeard() {
        return heard;
    }

    /** Whether it may be used again. */
    boolean isOpen() {
        return open;
    }

    /** Sends a whole request, head and body, and reads the whole answer. */
    Reply exchange(byte[] request, Duration patience) throws IOException {
        heard = false;
        socket.setSoTimeout((int) patience.toMillis());
        output.write(request);
        output.flush();
        int status = status();
        while (status == 100) {
            headers(status);
            status = status();
        }
        byte[] body = headers(status);
        return new Reply(status, body, date);
    }

    private int status() throws IOException {
        String line = line();
        if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
            throw new IOException("Not an answer of HTTP/1.1");
        }
        try {
            return Integer.parseInt(line.substring(9, 12));
        } catch (NumberFormatException e) {
            throw new IOException("Not a status of HTTP", e);
        }
    }

    /** Reads the headers, and the body that they announce. */
    private byte[] headers(int status) throws IOException {
        long length = -1;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
            String given = line.substring(colon + 1).strip();
            String value = given.toLowerCase(Locale.ROOT);
            switch (name) {
                case "date" -> date = given;
                case "content-length" -> length = number(value, 10);
                case "transfer-encoding" -> chunked = value.endsWith("chunked");
                case "connection" -> open &= !value.contains("close");
                default -> {
                    // nothing else matters to the link
                }
            }
        }
        if (status == 204 || status == 304 || status == 100) {
            return new byte[0];
        }
        if (chunked) {
            return chunks();
        }
        if (length < 0) {
            open = false;
            return input.readNBytes(MOST_BODY_BYTES);
        }
        return bytes(length);
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            String line = line();
            int semicolon = line.indexOf(';');
            long size = number((semicolon < 0 ? line : line.substring(0, semicolon)).strip(), 16);
            if (size == 0) {
                while (!line().isEmpty()) {
                    // trailers say nothing to us
                }
                return body.toByteArray();
            }
            body.write(bytes(size));
            if (body.size() > MOST_BODY_BYTES || !line().isEmpty()) {
                throw new IOException("A chunked answer that is too long or broken");
            }
        }
    }

    private byte[] bytes(long length) throws IOException {
        if (length < 0 || length > MOST_BODY_BYTES) {
            throw new IOException("An answer of " + length + " bytes");
        }
        byte[] bytes = input.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("The answer broke off");
        }
        return bytes;
    }

    private static long number(String text, int radix) throws IOException {
        try {
            long number = Long.parseLong(text, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException("A length that is no number", e);
        }
        throw new IOException("A length below nothing");
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream(64);
        while (true) {
            int next = input.read();
            if (next < 0) {
                open = false;
                throw new EOFException("The connection was closed");
            }
            heard = true;
            if (next == '\n') {
                String text = line.toString(ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(next);
            if (line.size() > MOST_HEADER_BYTES) {
                throw new IOException("A header line that is too long");
            }
        }
    }

    @Override
    public void close() {
        open = false;
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
