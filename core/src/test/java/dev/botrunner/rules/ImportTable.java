package dev.botrunner.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may import whom: {@code imports.txt} as data.
 *
 * @param rows for each package of core the words of its line
 */
record ImportTable(Map<String, List<String>> rows) {

    static ImportTable read() {
        try (InputStream file = ImportTable.class.getResourceAsStream("/imports.txt")) {
            if (file == null) {
                throw new IllegalStateException("imports.txt is not among the test resources");
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ImportTable parse(String text) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] sides = line.split("->", -1);
            if (sides.length != 2 || rows.containsKey(sides[0].strip())) {
                throw new IllegalArgumentException("Not a line of the table, or its package is there twice: " + line);
            }
            rows.put(
                    sides[0].strip(),
                    Arrays.stream(sides[1].strip().split("\\s+"))
                            .filter(word -> !word.isEmpty())
                            .toList());
        }
        return new ImportTable(rows);
    }

    Set<String> steps() {
        return rows.keySet();
    }

    boolean allows(Place from, Place to) {
        if (from.step().equals(to.step())) {
            return to.leaf().isEmpty() || to.leaf().equals(from.leaf());
        }
        List<String> row = rows.getOrDefault(from.step(), List.of());
        String type = to.step() + "." + to.type();
        return to.leaf().isEmpty() && !row.contains("!" + type) && (row.contains(to.step()) || row.contains(type));
    }
}
