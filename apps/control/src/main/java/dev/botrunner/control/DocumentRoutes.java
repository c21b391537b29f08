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

/** Documents about the API that are open to all, from the class path. */
public final class DocumentRoutes {

    private static final HttpField YAML = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/yaml");

    public List<Endpoint> endpoints() {
        return List.of(document("/openapi.yaml", "openapi.yaml", YAML));
    }

    /** Read once: it is the same for as long as this process lives. */
    private static Endpoint document(String path, String resource, HttpField type) {
        byte[] bytes = bytes(resource);
        return Endpoint.get(path, _ -> new Reply.Body(200, type, ByteBuffer.wrap(bytes), List.of()))
                .answering(Endpoint.Answers.ANYTHING);
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = DocumentRoutes.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The class path lacks " + resource);
            }
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException("Reading " + resource + " from the class path failed", failed);
        }
    }
}
