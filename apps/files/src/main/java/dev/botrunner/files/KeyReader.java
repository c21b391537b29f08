package dev.botrunner.files;

import dev.botrunner.session.Names;
import dev.botrunner.session.Tenant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One key of {@code keys.yaml}. No message repeats what stands for a hash: it may be the key itself. */
final class KeyReader {

    private static final int HEX_LENGTH = 64;

    private KeyReader() {}

    static Optional<KeysFile.Key> read(YamlValue at, YamlMap members) {
        Optional<String> sha256 =
                members.text("sha256", KeyReader::isSha256, "64 hexadecimal digits (printf %s \"$KEY\" | sha256sum)");
        if (members.value("sha256").isEmpty()) {
            at.fault("a key has 'sha256', the SHA-256 of the key in hexadecimal");
        }
        Set<KeyScope> scopes = scopes(at, members);
        Optional<KeysFile.Owner> owner = owner(at, members, scopes);
        members.refuseUnknown();
        return sha256.flatMap(
                hash -> owner.map(whose -> new KeysFile.Key(hash.toLowerCase(Locale.ROOT), whose, scopes)));
    }

    private static Set<KeyScope> scopes(YamlValue at, YamlMap members) {
        Optional<List<String>> words = members.texts(
                "scopes", word -> KeyScope.of(word).isPresent(), "one of join, read, stop, events, work, admin");
        if (members.value("scopes").isEmpty() || words.filter(List::isEmpty).isPresent()) {
            at.fault("a key has 'scopes', at least one of join, read, stop, events, work, admin");
        }
        Set<KeyScope> scopes = EnumSet.noneOf(KeyScope.class);
        words.orElse(List.of()).forEach(word -> KeyScope.of(word).ifPresent(scopes::add));
        return scopes;
    }

    private static Optional<KeysFile.Owner> owner(YamlValue at, YamlMap members, Set<KeyScope> scopes) {
        Optional<String> tenant = members.text(
                "tenant",
                name -> name.equals("*") || Names.isName(name),
                "a tenant's name ([a-z][a-z0-9-]{0,62}) or \"*\"");
        boolean named = members.value("tenant").isPresent();
        if (scopes.contains(KeyScope.WORK)) {
            if (named || scopes.size() > 1) {
                at.fault("a key of scope work belongs to no tenant and has no other scope");
            }
            return Optional.of(new KeysFile.Owner.Nobody());
        }
        if (!named) {
            at.fault("a key has a 'tenant', unless its scope is work");
        }
        return tenant.map(
                name -> name.equals("*") ? new KeysFile.Owner.AllTenants() : new KeysFile.Owner.Of(new Tenant(name)));
    }

    private static boolean isSha256(String text) {
        return text.length() == HEX_LENGTH
                && text.chars()
                        .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
    }
}
