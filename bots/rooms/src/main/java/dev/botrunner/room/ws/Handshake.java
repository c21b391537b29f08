package dev.botrunner.room.ws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/** How a connection becomes a WebSocket (RFC 6455, section 4). */
final class Handshake {

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int MOST_BYTES = 16 * 1024;

    private Handshake() {}

    static void with(WsAddress address, InputStream in, OutputStream out) throws IOException {
        var nonce = new byte[16];
        new SecureRandom().nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        String request = "GET " + address.target() + " HTTP/1.1\r\nHost: " + address.authority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key
                + "\r\nSec-WebSocket-Version: 13\r\n\r\n";
        out.write(request.getBytes(ISO_8859_1));
        out.flush();
        check(head(in), key);
    }

    private static void check(String head, String key) throws HandshakeRefused {
        String[] lines = head.split("\r\n", -1);
        String[] first = lines[0].split(" ", 3);
        if (first.length < 2 || !first[0].startsWith("HTTP/1.") || !first[1].matches("[1-5][0-9][0-9]")) {
            throw new HandshakeRefused(0, "What answers there does not speak HTTP");
        }
        int status = Integer.parseInt(first[1]);
        if (status != 101) {
            throw new HandshakeRefused(status, "What answers there lets nobody in by WebSocket: HTTP status " + status);
        }
        String accept = "";
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals("sec-websocket-accept")) {
                accept = line.substring(colon + 1).strip();
            }
        }
        if (!accept.equals(expected(key))) {
            throw new HandshakeRefused(status, "What answers there did not understand the WebSocket handshake");
        }
    }

    private static String head(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int ended = 0;
        while (ended < 4) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("The connection ended within the handshake");
            }
            bytes.write(b);
            ended = b == (ended % 2 == 0 ? '\r' : '\n') ? ended + 1 : b == '\r' ? 1 : 0;
            if (bytes.size() > MOST_BYTES) {
                throw new HandshakeRefused(0, "What answers there sent a head over " + MOST_BYTES + " bytes");
            }
        }
        return bytes.toString(ISO_8859_1);
    }

    private static String expected(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }
}
