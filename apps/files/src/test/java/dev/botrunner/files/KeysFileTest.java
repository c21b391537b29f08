package dev.botrunner.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.botrunner.join.Profiles;
import dev.botrunner.queue.Caps;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Tenant;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysFileTest {

    private static final String HASH = "aA".repeat(32);
    private static final Tenant ACME = new Tenant("acme");

    @Test
    void keysAreFoundByTheirHashInLowerCase() {
        KeysFile file = parse("""
                keys:
                  - {sha256: "%s", tenant: acme, scopes: [join, read]}
                  - {sha256: "%s", tenant: "*", scopes: [read, admin]}
                  - {sha256: "%s", scopes: [work]}
                """.formatted(HASH, "b".repeat(64), "0".repeat(64)));

        assertThat(file.keys().get("aa".repeat(32)))
                .isEqualTo(new KeysFile.Key(
                        "aa".repeat(32), new KeysFile.Owner.Of(ACME), Set.of(KeyScope.JOIN, KeyScope.READ)));
        assertThat(file.keys().get("b".repeat(64)))
                .extracting(KeysFile.Key::owner)
                .isEqualTo(new KeysFile.Owner.AllTenants());
        assertThat(file.keys().get("0".repeat(64)))
                .extracting(KeysFile.Key::owner)
                .isEqualTo(new KeysFile.Owner.Nobody());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{tenant: acme, scopes: [join]}",
                "{sha256: secret, tenant: acme, scopes: [join]}",
                "{sha256: H, scopes: [join]}",
                "{sha256: H, tenant: ACME, scopes: [join]}",
                "{sha256: H, tenant: acme}",
                "{sha256: H, tenant: acme, scopes: []}",
                "{sha256: H, tenant: acme, scopes: [fly]}",
                "{sha256: H, tenant: acme, scopes: [work]}",
                "{sha256: H, scopes: [work, read]}",
                "{sha256: H, tenant: acme, scopes: [join], colour: red}",
                "secret"
            })
    void aFaultyKeyIsRefusedAndNotRepeated(String key) {
        assertThatExceptionOfType(FaultyFile.class)
                .isThrownBy(() -> parse("keys:\n  - " + key.replace("H", HASH)))
                .satisfies(faulty -> assertThat(faulty.faults())
                        .singleElement()
                        .extracting(FaultyFile.Fault::line)
                        .isEqualTo(2))
                .satisfies(faulty ->
                        assertThat(faulty).message().doesNotContain("secret").doesNotContain(HASH));
    }

    @Test
    void oneKeyStandsOnce() {
        String key = "  - {sha256: " + HASH + ", tenant: acme, scopes: [join]}\n";

        assertThatExceptionOfType(FaultyFile.class)
                .isThrownBy(() -> parse("keys:\n" + key + key))
                .withMessageContaining("keys.yaml:3: this key stands twice");
    }

    @Test
    void capsComeFromBothFilesAndTheQueueLimit() {
        KeysFile keys = parse("""
                tenants:
                  acme: {sessions: 50, queue: 1000, weight: 2, rate: 20/s}
                  slow: {rate: 30/m}
                  rare: {rate: 0.5/s}
                """);
        var profiles = BotsFile.parse("bots: {support: {limits: {sessions: 200, per_tenant: 20}}}", "b")
                .profiles();
        var caps = new FileCaps(() -> profiles, () -> keys, 10_000);

        assertThat(caps.tenant(ACME)).isEqualTo(new Caps.TenantCap(OptionalInt.of(50), 1000, 2, 20, 20));
        assertThat(caps.tenant(new Tenant("slow")))
                .isEqualTo(new Caps.TenantCap(OptionalInt.empty(), 10_000, 1, 0.5, 30));
        assertThat(caps.tenant(new Tenant("rare")).burst()).isEqualTo(1);
        assertThat(caps.tenant(new Tenant("other"))).isEqualTo(Caps.TenantCap.unlisted(10_000));
        assertThat(caps.bot(new BotName("support"))).isEqualTo(new Caps.Bot(OptionalInt.of(200), OptionalInt.of(20)));
        assertThat(caps.bot(new BotName("gone"))).isEqualTo(Caps.Bot.UNLIMITED);
        assertThat(caps.queueLimit()).isEqualTo(10_000);
    }

    @Test
    void withoutFilesNothingButTheQueueIsLimited() {
        var caps = new FileCaps(() -> Profiles.of(), () -> KeysFile.EMPTY, 7);

        assertThat(caps.tenant(ACME)).isEqualTo(Caps.TenantCap.unlisted(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{weight: 0}",
                "{weight: 101}",
                "{rate: 20}",
                "{rate: 0/s}",
                "{rate: -1/s}",
                "{rate: 5/h}",
                "{rate: ./s}",
                "{rate: 1.2.3/s}",
                "{sessions: -1}",
                "{queue: lots}",
                "{colour: red}",
                "5"
            })
    void limitsOutOfTheirBoundsAreRefused(String limits) {
        assertThatExceptionOfType(FaultyFile.class).isThrownBy(() -> parse("tenants: {acme: " + limits + "}"));
    }

    private static KeysFile parse(String text) {
        return KeysFile.parse(text, "keys.yaml");
    }
}
