package dev.botrunner.cli.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in aligned columns, the last one as long as it is. Cells may be coloured by their column. */
public final class Table {

    /** How one cell looks, given what stands in it. */
    @FunctionalInterface
    public interface Look {
        String of(String cell, String padded);
    }

    private static final Look AS_IT_IS = (_, padded) -> padded;
    private static final String GAP = "  ";

    private final List<String> titles;
    private final List<Look> looks = new ArrayList<>();
    private final List<Boolean> toTheRight = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... titles) {
        this.titles = List.of(titles);
        for (int i = 0; i < titles.length; i++) {
            looks.add(AS_IT_IS);
            toTheRight.add(false);
        }
    }

    /** Numbers stand at the right. */
    public Table right(int... columns) {
        for (int column : columns) {
            toTheRight.set(column, true);
        }
        return this;
    }

    public Table look(int column, Look look) {
        looks.set(column, look);
        return this;
    }

    public Table row(String... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalStateException(
                    "A row of " + cells.length + " cells in a table of " + titles.size() + " columns");
        }
        rows.add(Arrays.stream(cells).map(Plain::text).toList());
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The lines, titles first. */
    public List<String> lines(Ink ink) {
        int[] widths = widths();
        var lines = new ArrayList<String>();
        lines.add(line(titles, widths, (_, padded) -> ink.paint(Ink.Colour.FAINT, padded)));
        for (List<String> row : rows) {
            lines.add(line(row, widths, null));
        }
        return lines;
    }

    private int[] widths() {
        int[] widths = new int[titles.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = titles.get(column).length();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }

    private String line(List<String> cells, int[] widths, @org.jspecify.annotations.Nullable Look one) {
        var line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            boolean last = column == widths.length - 1;
            String padded = padded(cell, widths[column], toTheRight.get(column), last);
            line.append(column == 0 ? "" : GAP).append((one == null ? looks.get(column) : one).of(cell, padded));
        }
        return line.toString();
    }

    private static String padded(String cell, int width, boolean right, boolean last) {
        String space = " ".repeat(width - cell.length());
        if (right) {
            return space + cell;
        }
        return last ? cell : cell + space;
    }
}
