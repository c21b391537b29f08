package dev.botrunner.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealKeysTest {
    static final String OLD = key(1);
    static final String NEW = key(2);

    static String key(int filler) {
        byte[] key = new byte[SealKeys.LENGTH];
        Arrays.fill(key, (byte) filler);
        return Base64.getEncoder().encodeToString(key);
    }

    @Test
    void readsOneKeyPerLine() {
        assertThat(SealKeys.parse(NEW + "\r\n\n  " + OLD + "  \n").derived("x")).hasSize(2);
        assertThat(SealKeys.parse(NEW).derived("x")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "AAAA",
                "not base64!",
                "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ==",
                "# comment"
            })
    void refusesWhatIsNoKey(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SealKeys.parse(text))
                .withMessageContaining("openssl rand -base64 32");
    }

    @Test
    void namesTheLineAtFaultAndNotItsText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SealKeys.parse(NEW + "\n\ns3cret*"))
                .withMessageContaining("Line 3")
                .withMessageNotContaining("s3cret")
                .withMessageNotContaining("2a")
                .withNoCause();
    }

    @Test
    void isNeverShown() {
        assertThat(SealKeys.parse(NEW + "\n" + OLD)).hasToString("SealKeys[2]");
    }

    @Test
    void randomKeysDiffer() {
        byte[] message = {1, 2, 3};

        assertThat(SealKeys.random().derived("x").getFirst().of(message))
                .isNotEqualTo(SealKeys.random().derived("x").getFirst().of(message));
    }

    @Test
    void eachUseHasAKeyOfItsOwn() {
        SealKeys keys = SealKeys.parse(NEW);
        byte[] message = {1, 2, 3};

        assertThat(keys.derived("x").getFirst().of(message))
                .isEqualTo(SealKeys.parse(NEW).derived("x").getFirst().of(message))
                .isNotEqualTo(keys.derived("y").getFirst().of(message));
    }

    /** RFC 4231, test cases 1 and 2. */
    @Test
    void computesHmacSha256() {
        List<List<String>> cases = List.of(
                List.of(
                        "0b".repeat(20),
                        "4869205468657265",
                        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
                List.of(
                        "4a656665",
                        "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
                        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
        for (List<String> vector : cases) {
            Hmac hmac = new Hmac(new SecretKeySpec(HexFormat.of().parseHex(vector.get(0)), "HmacSHA256"));
            byte[] message = HexFormat.of().parseHex(vector.get(1));
            assertThat(HexFormat.of().formatHex(hmac.of(message))).isEqualTo(vector.get(2));
            assertThat(HexFormat.of().formatHex(hmac.of(message))).isEqualTo(vector.get(2));
        }
    }
}
