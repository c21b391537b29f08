package dev.botrunner.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.session.Json;
import dev.botrunner.session.LifecycleEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was once published can be read for ever: samples are added, never changed. Each known type has a schema and a
 * sample, and stands in the AsyncAPI document.
 */
class EventSchemasTest {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static List<Path> envelopes() {
        return files("samples").stream()
                .filter(file -> !file.toString().endsWith(".notice.json"))
                .toList();
    }

    static List<Path> notices() {
        return files("samples").stream()
                .filter(file -> file.toString().endsWith(".notice.json"))
                .toList();
    }

    static List<Path> schemas() {
        return files("schemas");
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void anOldSampleIsReadAndWrittenAsItWas(Path sample) {
        String text = text(sample).strip();
        assertThat(EnvelopeJson.read(text.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        EnvelopeJson.Read.Good.class,
                        good -> assertThat(EnvelopeJson.write(good.envelope()).text())
                                .isEqualTo(text));
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void aSampleIsAsItsSchemaSays(Path sample) {
        Envelope envelope = read(sample);
        assertThat(envelope.dataschema()).isEqualTo("urn:botrunner:" + envelope.type() + ":1");
        assertThat(faults(envelope.type() + ".1.json", envelope.data().text())).isEmpty();
        assertThat(faults("envelope.1.json", text(sample))).isEmpty();
        assertThat(sample.getFileName().toString()).startsWith(envelope.type() + ".1-");
    }

    @ParameterizedTest
    @MethodSource("notices")
    void aNoticeIsAsItsSchemaSays(Path sample) {
        String name = sample.getFileName().toString().replace(".notice.json", ".json");
        assertThat(faults(name, text(sample))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void aSchemaIsNamedByItsType(Path schema) {
        String name = schema.getFileName().toString().replace(".json", "");
        int dot = name.lastIndexOf('.');
        Json.Obj read = Json.parse(text(schema)).asObj().orElseThrow();
        assertThat(read.textAt("$id"))
                .contains("urn:botrunner:" + name.substring(0, dot) + ":" + name.substring(dot + 1));
        assertThat(read.textAt("title")).isPresent();
    }

    @Test
    void eachTypeOfALifeCycleHasASchemaAndEachSchemaASample() {
        assertThat(types(schemas()))
                .contains(
                        LifecycleEvent.QUEUED,
                        LifecycleEvent.STARTING,
                        LifecycleEvent.RUNNING,
                        LifecycleEvent.JOINED,
                        LifecycleEvent.ENDING,
                        LifecycleEvent.END,
                        LifecycleEvent.PROGRESS);
        Set<String> shown = types(files("samples"));
        assertThat(types(schemas()))
                .filteredOn(type -> !type.equals("envelope"))
                .containsExactlyInAnyOrderElementsOf(shown);
    }

    @Test
    void theAsyncApiDocumentShowsExactlyTheTypesThatHaveASchema() {
        Json.Obj document = new OpenApi(text(Path.of(resource("asyncapi.yaml")))).document();
        assertThat(document.textAt("asyncapi")).contains("3.0.0");
        Json.Obj messages =
                document.objAt("components").flatMap(c -> c.objAt("messages")).orElseThrow();
        assertThat(messages.members().values())
                .extracting(message ->
                        message.asObj().flatMap(m -> m.textAt("name")).orElseThrow())
                .containsExactlyInAnyOrderElementsOf(types(schemas()).stream()
                        .filter(type -> !type.equals("envelope"))
                        .toList());
        assertThat(document.objAt("channels").orElseThrow().members().values())
                .hasSize(2)
                .allSatisfy(channel -> assertThat(channel.asObj()
                                .flatMap(c -> c.objAt("messages"))
                                .orElseThrow()
                                .members()
                                .keySet())
                        .isEqualTo(messages.members().keySet()));
    }

    private static List<String> faults(String schema, String document) {
        Schema compiled = REGISTRY.getSchema(text(Path.of(resource("schemas/" + schema))), InputFormat.JSON);
        return compiled.validate(document, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static Envelope read(Path sample) {
        return ((EnvelopeJson.Read.Good) EnvelopeJson.read(text(sample).getBytes(UTF_8))).envelope();
    }

    /** The types that files are about: what stands before the major version. */
    private static Set<String> types(List<Path> files) {
        return files.stream()
                .map(file -> file.getFileName().toString().replaceAll("\\.[0-9]+([-.].*)?\\.?json$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> files(String folder) {
        try (Stream<Path> all = Files.list(Path.of(resource(folder)))) {
            return all.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI resource(String name) {
        try {
            return Objects.requireNonNull(EventSchemasTest.class.getResource(name), name)
                    .toURI();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
