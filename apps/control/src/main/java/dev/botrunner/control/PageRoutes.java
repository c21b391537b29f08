package dev.botrunner.control;

import dev.botrunner.control.http.Call;
import dev.botrunner.control.http.Endpoint;
import dev.botrunner.control.http.ProblemCode;
import dev.botrunner.control.http.Refusal;
import dev.botrunner.control.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * The dashboard: its page at {@code /} and its files below {@code /dashboard/}, from the class path. Open to all: what it
 * shows it has to ask the API for.
 */
public final class PageRoutes {

    private static final String INDEX = "index.html";

    /** No dots but the last, and no slashes: nothing else of the class path can be named. */
    private static final Pattern FILE = Pattern.compile("[a-z][a-z-]*\\.(css|js|svg)");

    private static final Map<String, HttpField> TYPES = Map.of(
            "html", new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8"),
            "css", new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/css; charset=utf-8"),
            "js", new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/javascript; charset=utf-8"),
            "svg", new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "image/svg+xml"));

    /** Asks each time whether it is still the same: a newer server may have newer files. */
    private static final List<HttpField> ALWAYS = List.of(
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-cache"),
            new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
            new PreEncodedHttpField(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"));

    private final Map<String, Page> read = new ConcurrentHashMap<>();
    private final Page index;

    public PageRoutes() {
        index = page(INDEX).orElseThrow(() -> new IllegalStateException("The class path lacks web/" + INDEX));
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/", call -> answer(index, call)).answering(Endpoint.Answers.ANYTHING),
                Endpoint.get("/dashboard/{file}", this::file).answering(Endpoint.Answers.ANYTHING));
    }

    private Reply file(Call call) {
        String name = call.name("file");
        return Optional.of(name)
                .filter(FILE.asMatchPredicate())
                .flatMap(this::page)
                .map(page -> answer(page, call))
                .orElseThrow(() -> new Refusal(ProblemCode.NOT_FOUND, "There is nothing at this path"));
    }

    private static Reply answer(Page page, Call call) {
        List<HttpField> headers =
                Stream.concat(ALWAYS.stream(), Stream.of(page.tag())).toList();
        boolean known = call.headers("If-None-Match").stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .anyMatch(tag -> tag.strip().equals(page.tag().getValue()));
        return known
                ? new Reply.Empty(304, headers)
                : new Reply.Body(200, page.type(), page.content().duplicate(), headers);
    }

    private Optional<Page> page(String name) {
        Optional<Page> known = Optional.ofNullable(read.get(name));
        if (known.isPresent()) {
            return known;
        }
        try (InputStream in = PageRoutes.class.getResourceAsStream("web/" + name)) {
            if (in == null) {
                return Optional.empty();
            }
            Page page = Page.of(name, in.readAllBytes());
            read.put(name, page);
            return Optional.of(page);
        } catch (IOException failed) {
            throw new UncheckedIOException("Reading web/" + name + " from the class path failed", failed);
        }
    }

    private record Page(HttpField type, ByteBuffer content, HttpField tag) {

        static Page of(String name, byte[] bytes) {
            HttpField type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            if (type == null) {
                throw new IllegalStateException("Of which type is web/" + name + "?");
            }
            var sum = new CRC32C();
            sum.update(bytes);
            String tag = "\"" + Long.toHexString(sum.getValue()) + "-" + bytes.length + "\"";
            return new Page(type, ByteBuffer.wrap(bytes), new PreEncodedHttpField(HttpHeader.ETAG, tag));
        }
    }
}
