package dev.botrunner.control;

import dev.botrunner.control.http.Endpoint;
import dev.botrunner.control.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** The page at {@code /}: says what this is and where its documents are. Runs nothing and loads nothing. */
public final class PageRoutes {

    private static final HttpField HTML = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
    private static final List<HttpField> STRICT = List.of(
            new PreEncodedHttpField(
                    "Content-Security-Policy",
                    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
            new PreEncodedHttpField("Referrer-Policy", "no-referrer"));

    private final byte[] index = bytes("web/index.html");

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/", _ -> new Reply.Body(200, HTML, ByteBuffer.wrap(index), STRICT))
                .answering(Endpoint.Answers.ANYTHING));
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = PageRoutes.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The class path lacks " + resource);
            }
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException("Reading " + resource + " from the class path failed", failed);
        }
    }
}
