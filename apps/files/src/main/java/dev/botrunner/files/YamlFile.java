package dev.botrunner.files;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML 1.2 into values that know their lines. One document to a file. */
final class YamlFile {

    private static final int MOST_NODES = 20_000;
    private static final int MOST_LEVELS = 50;

    private YamlFile() {}

    /** The mapping that the whole file is. An empty file is one without members. */
    static Optional<YamlMap> read(String text, String file, YamlFaults faults) {
        var settings = LoadSettings.builder()
                .setLabel(file)
                .setSchema(new CoreSchema())
                .setAllowRecursiveKeys(false)
                .build();
        Optional<Node> root;
        try {
            root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                return Optional.empty();
            }
            count(root.get(), 0, new int[1]);
        } catch (MarkedYamlEngineException wrong) {
            int line = wrong.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            String problem = Optional.ofNullable(wrong.getProblem()).orElse("this is not YAML 1.2");
            throw new FaultyFile(file, List.of(new FaultyFile.Fault(line, "not YAML: " + problem)));
        } catch (YamlEngineException wrong) {
            throw new FaultyFile(
                    file, List.of(new FaultyFile.Fault(0, "not YAML that is taken: " + wrong.getMessage())));
        }
        var value = new YamlValue(root.get(), faults);
        Optional<YamlMap> map = value.map("the file");
        if (map.isEmpty() && !value.isNull()) {
            value.fault("expected a mapping (key: value)");
        }
        return map;
    }

    /** Aliases make small files large: what they stand for is counted as often as it is meant. */
    private static void count(Node node, int level, int[] nodes) {
        if (level > MOST_LEVELS || ++nodes[0] > MOST_NODES) {
            throw new YamlEngineException("more than " + MOST_NODES + " values, or " + MOST_LEVELS + " levels of them");
        }
        if (node instanceof CollectionNode<?>) {
            switch (node) {
                case SequenceNode sequence -> sequence.getValue().forEach(item -> count(item, level + 1, nodes));
                case MappingNode mapping ->
                    mapping.getValue().forEach(member -> {
                        count(member.getKeyNode(), level + 1, nodes);
                        count(member.getValueNode(), level + 1, nodes);
                    });
                default -> throw new YamlEngineException("a collection of an unknown kind");
            }
        }
    }
}
