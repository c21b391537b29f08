package dev.botrunner.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class YamlDocumentsTest {

    @Test
    void everyDocumentKnowsItsLineAndEmptyOnesAreLeftOut() {
        var documents = YamlDocuments.parse("---\n# nothing\n---\nkind: A\nn: 1\n---\nkind: B\n", "two.yaml");
        assertThat(documents).hasSize(2);
        assertThat(documents.getFirst().line()).isEqualTo(4);
        assertThat(documents.getLast().line()).isEqualTo(7);
        assertThat(documents.getFirst().content().integerAt("n")).hasValue(1);
        assertThat(documents.getLast().content().textAt("kind")).contains("B");
        assertThat(YamlDocuments.parse("", "none.yaml")).isEmpty();
    }

    @Test
    void whatIsNoMappingIsRefusedWithItsLine() {
        assertThatThrownBy(() -> YamlDocuments.parse("a: 1\n---\n- 1\n", "list.yaml"))
                .isInstanceOf(FaultyFile.class)
                .hasMessageContaining("list.yaml:3: expected a mapping");
        assertThatThrownBy(() -> YamlDocuments.parse("a: 1\n---\nb: [\n", "open.yaml"))
                .isInstanceOf(FaultyFile.class)
                .hasMessageContaining("not YAML");
        assertThatThrownBy(() -> YamlDocuments.parse("a: 1\n---\na: 1\na: 2\n", "twice.yaml"))
                .isInstanceOf(FaultyFile.class)
                .hasMessageContaining("'a' stands here twice");
    }
}
