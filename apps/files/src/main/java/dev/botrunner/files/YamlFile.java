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
        Optional<Node> root;
        try {
            root = new Compose(settings(file)).composeString(text);
            if (root.isEmpty()) {
                return Optional.empty();
            }
            count(root.get(), 0, new int[1], MOST_NODES);
        } catch (YamlEngineException wrong) {
            throw faulty(file, wrong);
        }
        var value = new YamlValue(root.get(), faults);
        Optional<YamlMap> map = value.map("the file");
        if (map.isEmpty() && !value.isNull()) {
            value.fault("expected a mapping (key: value)");
        }
        return map;
    }

    static LoadSettings settings(String file) {
        return LoadSettings.builder()
                .setLabel(file)
                .setSchema(new CoreSchema())
                .setAllowRecursiveKeys(false)
                .build();
    }

    static FaultyFile faulty(String file, YamlEngineException wrong) {
        if (wrong instanceof MarkedYamlEngineException marked) {
            int line = marked.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            String problem = Optional.ofNullable(marked.getProblem()).orElse("this is not YAML 1.2");
            return new FaultyFile(file, List.of(new FaultyFile.Fault(line, "not YAML: " + problem)));
        }
        return new FaultyFile(file, List.of(new FaultyFile.Fault(0, "not YAML that is taken: " + wrong.getMessage())));
    }

    /**
     * Aliases make small files large: what they stand for is counted as often as it is meant.
     *
     * @param nodes how many were counted so far, in its one place
     */
    static void count(Node node, int level, int[] nodes, int most) {
        if (level > MOST_LEVELS || ++nodes[0] > most) {
            throw new YamlEngineException("more than " + most + " values, or " + MOST_LEVELS + " levels of them");
        }
        if (node instanceof CollectionNode<?>) {
            switch (node) {
                case SequenceNode sequence -> sequence.getValue().forEach(item -> count(item, level + 1, nodes, most));
                case MappingNode mapping ->
                    mapping.getValue().forEach(member -> {
                        count(member.getKeyNode(), level + 1, nodes, most);
                        count(member.getValueNode(), level + 1, nodes, most);
                    });
                default -> throw new YamlEngineException("a collection of an unknown kind");
            }
        }
    }
}
