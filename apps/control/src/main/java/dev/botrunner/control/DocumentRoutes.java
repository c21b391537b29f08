package dev.botrunner.control;

import dev.botrunner.control.http.Call;
import dev.botrunner.control.http.Endpoint;
import dev.botrunner.control.http.ProblemCode;
import dev.botrunner.control.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** Documents about the API that are open to all, from the class path. */
public final class DocumentRoutes {

    private static final HttpField YAML = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/yaml");

    private static final HttpField SCHEMA = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/schema+json");

    /** A type with its major version. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*\\.[0-9]+\\.json");

    public List<Endpoint> endpoints() {
        return List.of(
                document("/openapi.yaml", "openapi.yaml", YAML),
                document("/asyncapi.yaml", "asyncapi.yaml", YAML),
                Endpoint.get("/schemas/{name}", DocumentRoutes::schema).answering(Endpoint.Answers.ANYTHING));
    }

    /** Read once: it is the same for as long as this process lives. */
    private static Endpoint document(String path, String resource, HttpField type) {
        byte[] bytes = bytes(resource).orElseThrow(() -> new IllegalStateException("The class path lacks " + resource));
        return Endpoint.get(path, _ -> new Reply.Body(200, type, ByteBuffer.wrap(bytes), List.of()))
                .answering(Endpoint.Answers.ANYTHING);
    }

    private static Reply schema(Call call) {
        String name = call.name("name");
        return Optional.of(name)
                .filter(NAME.asMatchPredicate())
                .flatMap(known -> bytes("schemas/" + known))
                .<Reply>map(bytes -> new Reply.Body(200, SCHEMA, ByteBuffer.wrap(bytes), List.of()))
                .orElseGet(() -> Reply.problem(ProblemCode.NOT_FOUND, "There is no schema of this name"));
    }

    private static Optional<byte[]> bytes(String resource) {
        try (InputStream in = DocumentRoutes.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException failed) {
            throw new UncheckedIOException("Reading " + resource + " from the class path failed", failed);
        }
    }
}
