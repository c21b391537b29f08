package dev.botrunner.session;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object: ordered, never changed after it was made. A type of its own, so that {@link Json.Obj} knows
 * a map that nobody else holds and need not copy it.
 */
final class Members extends AbstractMap<String, Json> {
    private final Map<String, Json> owned;

    private Members(Map<String, Json> owned) {
        this.owned = owned;
    }

    /** A copy, unless it is known that nobody can change the map. */
    static Members of(Map<String, Json> members) {
        return members instanceof Members known ? known : owning(new LinkedHashMap<>(members));
    }

    /** Takes the map over; the caller lets go of it. */
    static Members owning(Map<String, Json> members) {
        return new Members(Collections.unmodifiableMap(members));
    }

    @Override
    public @Nullable Json get(@Nullable Object name) {
        return owned.get(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return owned.containsKey(name);
    }

    @Override
    public int size() {
        return owned.size();
    }

    @Override
    public Set<String> keySet() {
        return owned.keySet();
    }

    @Override
    public Set<Map.Entry<String, Json>> entrySet() {
        return owned.entrySet();
    }
}
