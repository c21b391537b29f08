package dev.botrunner.control.auth;

import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a file that may change: whoever reads the file hands over a new list, and the tables are made anew when it
 * is another list than before.
 */
public final class ListedKeys implements Keyring {

    private static final HexFormat HEX = HexFormat.of();

    private record Tables(Collection<Key> from, Map<String, Key> bySha256, Map<String, Key> byMark) {}

    private final Supplier<? extends Collection<Key>> latest;
    private volatile @Nullable Tables tables;

    /** @param latest the same object for as long as nothing has changed */
    public ListedKeys(Supplier<? extends Collection<Key>> latest) {
        this.latest = latest;
    }

    @Override
    public Optional<Key> find(byte[] sha256) {
        return Optional.ofNullable(tables().bySha256.get(HEX.formatHex(sha256)));
    }

    @Override
    public Optional<Key> marked(String first16Hex) {
        return Optional.ofNullable(tables().byMark.get(first16Hex));
    }

    @SuppressWarnings("ReferenceEquality") // it is the identity that tells a new list
    private Tables tables() {
        Collection<Key> now = latest.get();
        Tables known = tables;
        if (known != null && known.from == now) {
            return known;
        }
        Map<String, Key> bySha256 = new HashMap<>();
        Map<String, Key> byMark = new HashMap<>();
        for (Key key : now) {
            bySha256.put(key.sha256(), key);
            byMark.put(key.mark(), key);
        }
        Tables made = new Tables(now, bySha256, byMark);
        tables = made;
        return made;
    }
}
