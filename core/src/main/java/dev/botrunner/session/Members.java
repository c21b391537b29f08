package dev.botrunner.session;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object: ordered, never changed after it was made. Two arrays rather than a hash table, because
 * objects are small, many, and some live long; larger ones have an index.
 */
final class Members extends AbstractMap<String, Json> {

    static final Members EMPTY = new Members(new String[0], new Json[0], null);

    private static final int SEARCHED = 12;

    private final String[] names;
    private final Json[] values;
    private final @Nullable Map<String, Integer> index;

    private Members(String[] names, Json[] values, @Nullable Map<String, Integer> index) {
        this.names = names;
        this.values = values;
        this.index = index;
    }

    /** A copy, unless it is known that nobody can change the map. */
    static Members of(Map<String, Json> members) {
        if (members instanceof Members known) {
            return known;
        }
        var draft = new Draft();
        members.forEach(draft::add);
        return draft.done();
    }

    /** Members in the making. For one thread. */
    static final class Draft {
        private String[] names = new String[8];
        private Json[] values = new Json[8];
        private @Nullable Map<String, Integer> index;
        private int size;

        /** False: a member of that name is there, and nothing was added. */
        boolean add(String name, Json value) {
            if (position(names, size, index, name) >= 0) {
                return false;
            }
            if (size == names.length) {
                names = Arrays.copyOf(names, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            names[size] = name;
            values[size] = value;
            size++;
            if (size > SEARCHED) {
                addToIndex();
            }
            return true;
        }

        private void addToIndex() {
            Map<String, Integer> known = index;
            if (known == null) {
                known = new HashMap<>();
                for (int i = 0; i < size; i++) {
                    known.put(names[i], i);
                }
                index = known;
            } else {
                known.put(names[size - 1], size - 1);
            }
        }

        /** The members; the draft must not be used any more. */
        Members done() {
            if (size == 0) {
                return EMPTY;
            }
            return new Members(Arrays.copyOf(names, size), Arrays.copyOf(values, size), index);
        }
    }

    private static int position(String[] names, int size, @Nullable Map<String, Integer> index, @Nullable Object name) {
        if (index != null) {
            Integer found = index.get(name);
            return found == null ? -1 : found;
        }
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    String name(int position) {
        return names[position];
    }

    Json value(int position) {
        return values[position];
    }

    @Override
    public @Nullable Json get(@Nullable Object name) {
        int position = position(names, names.length, index, name);
        return position < 0 ? null : values[position];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return position(names, names.length, index, name) >= 0;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Json> reader) {
        for (int i = 0; i < names.length; i++) {
            reader.accept(names[i], values[i]);
        }
    }

    @Override
    public Set<Map.Entry<String, Json>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, Json>> {
        @Override
        public int size() {
            return names.length;
        }

        @Override
        public Iterator<Map.Entry<String, Json>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < names.length;
                }

                @Override
                public Map.Entry<String, Json> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException("There are " + names.length + " members");
                    }
                    int position = next++;
                    return Map.entry(names[position], values[position]);
                }
            };
        }
    }
}
