package dev.botrunner.files;

import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Some value of a YAML file, with the line it stands on. */
record YamlValue(Node node, YamlFaults faults) {

    int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    boolean isNull() {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    /** A scalar as it was written, whatever YAML takes it for. */
    Optional<String> scalar() {
        return node instanceof ScalarNode scalar && !isNull() ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    Optional<List<YamlValue>> items() {
        return node instanceof SequenceNode sequence
                ? Optional.of(sequence.getValue().stream()
                        .map(item -> new YamlValue(item, faults))
                        .toList())
                : Optional.empty();
    }

    /** A mapping, whose keys are then known to be scalars and each there once. */
    Optional<YamlMap> map(String what) {
        if (!(node instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        return Optional.of(YamlMap.of(mapping, what, faults));
    }

    void fault(String what) {
        faults.add(line(), what);
    }

    /** The same as JSON. */
    Json json() {
        return switch (node) {
            case ScalarNode scalar -> scalarJson(scalar);
            case SequenceNode sequence -> {
                List<Json> items = new ArrayList<>();
                sequence.getValue().forEach(item -> items.add(new YamlValue(item, faults).json()));
                yield Json.arr(items);
            }
            case MappingNode mapping -> {
                var object = Json.obj();
                var seen = new HashSet<String>();
                for (NodeTuple member : mapping.getValue()) {
                    String key =
                            new YamlValue(member.getKeyNode(), faults).scalar().orElse("");
                    if (seen.add(key)) {
                        object.put(key, new YamlValue(member.getValueNode(), faults).json());
                    } else {
                        new YamlValue(member.getKeyNode(), faults).fault("'" + key + "' stands here twice");
                    }
                }
                yield object.build();
            }
            default -> Json.nil();
        };
    }

    private static Json scalarJson(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return Json.nil();
        }
        if (tag.equals(Tag.BOOL)) {
            return Json.bool(text.equalsIgnoreCase("true"));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            try {
                return new Json.Num(text);
            } catch (IllegalArgumentException notJson) {
                return Json.str(text);
            }
        }
        return Json.str(text);
    }
}
