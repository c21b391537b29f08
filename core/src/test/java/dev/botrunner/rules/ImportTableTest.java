package dev.botrunner.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImportTableTest {

    private static final ImportTable TABLE = ImportTable.parse("""
            # a remark
            words ->
            line  -> words letter.Envelope
            actor -> words line letter !letter.Desk
            """);

    @Test
    void whatIsListedMayBeImportedAndNothingElse() {
        assertThat(allows("line.Queue", "words.Room")).isTrue();
        assertThat(allows("words.Room", "line.Queue")).isFalse();
        assertThat(allows("line.Queue", "actor.Desk")).isFalse();
        assertThat(allows("unknown.Type", "words.Room")).isFalse();
    }

    @Test
    void oneTypeOfAPackageMayBeAllowedOrForbidden() {
        assertThat(allows("line.Queue", "letter.Envelope")).isTrue();
        assertThat(allows("line.Queue", "letter.Envelope$Part")).isTrue();
        assertThat(allows("line.Queue", "letter.Stamp")).isFalse();
        assertThat(allows("actor.Bot", "letter.Stamp")).isTrue();
        assertThat(allows("actor.Bot", "letter.Desk")).isFalse();
        assertThat(allows("actor.Bot", "letter.Desk$Inner")).isFalse();
    }

    @Test
    void aLeafMayImportWhatItsStepMayAndNobodyImportsALeaf() {
        assertThat(allows("line.memory.Twin", "line.Queue")).isTrue();
        assertThat(allows("line.memory.Twin", "words.Room")).isTrue();
        assertThat(allows("line.memory.Twin", "line.memory.Ring")).isTrue();
        assertThat(allows("line.memory.Twin", "line.file.Ring")).isFalse();
        assertThat(allows("line.Queue", "line.memory.Twin")).isFalse();
        assertThat(allows("actor.Bot", "line.memory.Twin")).isFalse();
    }

    @Test
    void aLineThatIsNoneIsRefused() {
        assertThatThrownBy(() -> ImportTable.parse("queue session")).hasMessageContaining("queue session");
        assertThatThrownBy(() -> ImportTable.parse("queue ->\nqueue -> loop")).hasMessageContaining("queue -> loop");
    }

    private static boolean allows(String from, String to) {
        return TABLE.allows(Place.of(Place.ROOT + from), Place.of(Place.ROOT + to));
    }
}
