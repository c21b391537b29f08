package dev.botrunner.files;

import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file of several YAML documents, such as the manifests that Helm renders. */
public final class YamlDocuments {

    private static final int MOST_NODES = 1_000_000;

    private YamlDocuments() {}

    /**
     * One document that is a mapping.
     *
     * @param line where it begins, from 1
     */
    public record Document(int line, Json.Obj content) {}

    /**
     * All documents but empty ones.
     *
     * @param file names it in messages
     * @throws FaultyFile it is not YAML, or a document is something else than a mapping
     */
    public static List<Document> parse(String text, String file) {
        var faults = new YamlFaults(file);
        List<Document> documents = new ArrayList<>();
        int[] nodes = new int[1];
        try {
            for (Node node : new Compose(YamlFile.settings(file)).composeAllFromString(text)) {
                YamlFile.count(node, 0, nodes, MOST_NODES);
                var value = new YamlValue(node, faults);
                switch (value.json()) {
                    case Json.Obj content -> documents.add(new Document(value.line(), content));
                    case Json.Null _ -> {}
                    case Json.Arr _, Json.Str _, Json.Num _, Json.Bool _ ->
                        value.fault("expected a mapping (key: value)");
                }
            }
        } catch (YamlEngineException wrong) {
            throw YamlFile.faulty(file, wrong);
        }
        faults.check();
        return List.copyOf(documents);
    }
}
