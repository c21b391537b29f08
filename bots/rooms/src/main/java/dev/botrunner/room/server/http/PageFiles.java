package dev.botrunner.room.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.session.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** The files of the rooms' page, from the class path. */
final class PageFiles {

    /** No room can be called so. */
    static final String FOLDER = "/_rooms/";

    /** No dots but the last, and no slashes: nothing else of the class path can be named. */
    private static final Pattern SERVED = Pattern.compile("[a-z][a-z-]*\\.(css|js|svg)");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml");

    private final Map<String, File> read = new ConcurrentHashMap<>();
    private final boolean token;
    private volatile Optional<String> control = Optional.empty();

    /** @param token whether the rooms want one */
    PageFiles(boolean token) {
        this.token = token;
    }

    void inviteFrom(String url) {
        control = Optional.of(url);
    }

    /** What a page has to know of its server. */
    File about() {
        return json(Json.obj()
                .put("version", 1)
                .put("token", token)
                .putTextOrNull("control", control)
                .build()
                .text());
    }

    record File(String type, String tag, ByteBuffer content) {

        static File of(String name, byte[] bytes) {
            var sum = new CRC32C();
            sum.update(bytes);
            String type = Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                    .orElseThrow(() -> new IllegalStateException("Of which type is " + name + "?"));
            return new File(
                    type, "\"" + Long.toHexString(sum.getValue()) + "-" + bytes.length + "\"", ByteBuffer.wrap(bytes));
        }
    }

    static File json(String text) {
        return File.of("x.json", text.getBytes(UTF_8));
    }

    /** Pages ask nobody but this server, and the control server that bots are sent by. */
    String policy() {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
                + control.map(url -> " " + url).orElse("")
                + "; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    /** One that a page asks for. */
    Optional<File> served(String name) {
        return SERVED.matcher(name).matches() ? file(name) : Optional.empty();
    }

    Optional<File> file(String name) {
        Optional<File> known = Optional.ofNullable(read.get(name));
        if (known.isPresent()) {
            return known;
        }
        try (InputStream in = PageFiles.class.getResourceAsStream("web/" + name)) {
            if (in == null) {
                return Optional.empty();
            }
            File file = File.of(name, in.readAllBytes());
            read.put(name, file);
            return Optional.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading web/" + name + " from the class path failed", e);
        }
    }
}
