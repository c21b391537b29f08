package dev.botrunner.control;

import dev.botrunner.control.auth.Key;
import dev.botrunner.control.auth.Keyring;
import dev.botrunner.control.auth.ListedKeys;
import dev.botrunner.files.KeysFile;
import dev.botrunner.session.Tenant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The keys of {@code keys.yaml}, in the words of the API. */
final class FileKeyring implements Supplier<Collection<Key>> {

    private record Translated(KeysFile from, List<Key> keys) {}

    private final Supplier<KeysFile> file;
    private volatile @Nullable Translated latest;

    private FileKeyring(Supplier<KeysFile> file) {
        this.file = file;
    }

    static Keyring of(Supplier<KeysFile> file) {
        return new ListedKeys(new FileKeyring(file));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a file that was read anew is another object
    public Collection<Key> get() {
        KeysFile now = file.get();
        Translated known = latest;
        if (known != null && known.from == now) {
            return known.keys;
        }
        Translated made = new Translated(
                now, now.keys().values().stream().map(FileKeyring::key).toList());
        latest = made;
        return made.keys;
    }

    private static Key key(KeysFile.Key key) {
        Optional<Tenant> tenant = switch (key.owner()) {
            case KeysFile.Owner.Of(Tenant owner) -> Optional.of(owner);
            case KeysFile.Owner.AllTenants _, KeysFile.Owner.Nobody _ -> Optional.empty();
        };
        return new Key(key.sha256(), tenant, key.owner() instanceof KeysFile.Owner.AllTenants, key.scopes());
    }
}
