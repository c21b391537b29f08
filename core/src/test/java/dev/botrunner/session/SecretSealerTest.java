package dev.botrunner.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSealerTest {
    private static final SessionId SESSION = new SessionId("01aryz6s41zzzzzzzzzzzzzzzz");
    private static final SessionId OTHER = new SessionId("01aryz6s41zzzzzzzzzzzzzzz0");
    private static final byte[] SECRET = "{\"OPENAI_API_KEY\":\"s3cret\"}".getBytes(UTF_8);
    private final SecretSealer sealer = new SecretSealer(SealKeys.parse(SealKeysTest.OLD));

    @Test
    void opensWhatItSealed() {
        String sealed = sealer.seal(SESSION, SECRET);

        assertThat(sealed).matches("[A-Za-z0-9_-]+").doesNotContain("s3cret");
        assertThat(Base64.getUrlDecoder().decode(sealed)).startsWith(1);
        assertThat(sealer.open(SESSION, sealed)).contains(SECRET);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 65_536, 300_000})
    void opensAnySize(int size) {
        byte[] secret = new byte[size];

        assertThat(sealer.open(SESSION, sealer.seal(SESSION, secret))).contains(secret);
    }

    @Test
    void sealsTheSameInAnotherWayEachTime() {
        assertThat(sealer.seal(SESSION, SECRET)).isNotEqualTo(sealer.seal(SESSION, SECRET));
    }

    @Test
    void opensForNoOtherSession() {
        assertThat(sealer.open(OTHER, sealer.seal(SESSION, SECRET))).isEmpty();
    }

    @Test
    void opensNothingThatWasTouched() {
        byte[] sealed = Base64.getUrlDecoder().decode(sealer.seal(SESSION, SECRET));

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(sealer.open(SESSION, Base64.getUrlEncoder().encodeToString(flipped)))
                    .isEmpty();
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] part = Arrays.copyOf(sealed, length);
            assertThat(sealer.open(SESSION, Base64.getUrlEncoder().encodeToString(part)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AQ", "not base64!", "AQ==", "é", "{\"a\":1}"})
    void opensNothingElse(String text) {
        assertThat(sealer.open(SESSION, text)).isEmpty();
    }

    @Test
    void sealsWithTheFirstKeyAndOpensWithAll() {
        SecretSealer rotated = new SecretSealer(SealKeys.parse(SealKeysTest.NEW + "\n" + SealKeysTest.OLD));
        SecretSealer later = new SecretSealer(SealKeys.parse(SealKeysTest.NEW));

        assertThat(rotated.open(SESSION, sealer.seal(SESSION, SECRET))).contains(SECRET);
        assertThat(later.open(SESSION, rotated.seal(SESSION, SECRET))).contains(SECRET);
        assertThat(later.open(SESSION, sealer.seal(SESSION, SECRET))).isEmpty();
    }

    /** Records outlive the process: what was sealed once has to open for ever. */
    @Test
    void opensWhatWasSealedByTheFirstVersion() {
        assertThat(sealer.open(SESSION, "ARrtNls1dmJLy4AaBVFejkLNFClERjlWxkglQa6hBTvDyVjzqsAPYMVhia-ALikIIyUo5uPtsVY"))
                .contains(SECRET);
    }

    @Test
    void sealsOnManyThreadsAtOnce() {
        List<byte[]> opened = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(
                        i -> sealer.open(SESSION, sealer.seal(SESSION, SECRET)).orElseThrow())
                .toList();

        assertThat(opened).allSatisfy(secret -> assertThat(secret).isEqualTo(SECRET));
    }
}
