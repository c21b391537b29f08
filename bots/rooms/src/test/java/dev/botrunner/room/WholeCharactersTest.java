package dev.botrunner.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WholeCharactersTest {

    private final WholeCharacters characters = new WholeCharacters();

    @Test
    void aCharacterThatComesInTwoPiecesIsPutTogether() {
        assertThat(characters.next("a\uD83D")).isEqualTo("a");
        assertThat(characters.next("\uDE00b")).isEqualTo("\uD83D\uDE00b");
        assertThat(characters.rest()).isEmpty();
    }

    @Test
    void halfACharacterAloneIsReplaced() {
        assertThat(characters.next("\uDE00x\uD83Dy\uD83D")).isEqualTo("\uFFFDx\uFFFDy");
        assertThat(characters.rest()).isEqualTo("\uFFFD");
        assertThat(characters.rest()).isEmpty();
    }
}
