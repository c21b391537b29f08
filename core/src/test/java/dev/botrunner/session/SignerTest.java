package dev.botrunner.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.Signer.Purpose;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignerTest {
    private static final byte[] MESSAGE = "01k.1.0".getBytes(UTF_8);
    private final Signer signer = new Signer(SealKeys.parse(SealKeysTest.OLD));

    @ParameterizedTest
    @EnumSource
    void verifiesWhatItSignedForThatPurposeOnly(Purpose purpose) {
        byte[] mac = signer.sign(purpose, MESSAGE);

        assertThat(mac).hasSize(purpose.length());
        for (Purpose other : Purpose.values()) {
            assertThat(signer.verifies(other, MESSAGE, mac)).isEqualTo(other == purpose);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesEveryOtherMac(Purpose purpose) {
        byte[] mac = signer.sign(purpose, MESSAGE);

        for (int bit = 0; bit < mac.length * 8; bit++) {
            byte[] flipped = mac.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(signer.verifies(purpose, MESSAGE, flipped)).isFalse();
        }
        for (int length = 0; length <= 64; length++) {
            assertThat(signer.verifies(purpose, MESSAGE, Arrays.copyOf(mac, length)))
                    .isEqualTo(length == mac.length);
        }
        assertThat(signer.verifies(purpose, "01k.1.1".getBytes(UTF_8), mac)).isFalse();
        assertThat(signer.verifies(purpose, new byte[0], mac)).isFalse();
    }

    @Test
    void signsWithTheFirstKeyAndVerifiesWithAll() {
        Signer rotated = new Signer(SealKeys.parse(SealKeysTest.NEW + "\n" + SealKeysTest.OLD));
        Signer later = new Signer(SealKeys.parse(SealKeysTest.NEW));
        byte[] old = signer.sign(Purpose.TICKET, MESSAGE);
        byte[] young = rotated.sign(Purpose.TICKET, MESSAGE);

        assertThat(rotated.verifies(Purpose.TICKET, MESSAGE, old)).isTrue();
        assertThat(rotated.verifies(Purpose.TICKET, MESSAGE, young)).isTrue();
        assertThat(later.verifies(Purpose.TICKET, MESSAGE, young)).isTrue();
        assertThat(later.verifies(Purpose.TICKET, MESSAGE, old)).isFalse();
        assertThat(signer.verifies(Purpose.TICKET, MESSAGE, young)).isFalse();
    }

    /** Tickets and tokens outlive the process: what a key gives may never change. */
    @Test
    void givesTheSameMacForEver() {
        assertThat(HexFormat.of().formatHex(signer.sign(Purpose.TICKET, MESSAGE)))
                .isEqualTo("b399c3716a796db18edae830ca0e2ec970bd1a820c5ec8b6c922621add3fe657");
    }

    @Test
    void signsOnManyThreadsAtOnce() {
        List<byte[]> messages = IntStream.range(0, 2_000)
                .mapToObj(i -> ("message " + i).getBytes(UTF_8))
                .toList();
        List<byte[]> alone = messages.stream()
                .map(message -> signer.sign(Purpose.COOKIE, message))
                .toList();

        List<byte[]> together = messages.parallelStream()
                .map(message -> signer.sign(Purpose.COOKIE, message))
                .toList();

        assertThat(together).usingRecursiveComparison().isEqualTo(alone);
    }
}
