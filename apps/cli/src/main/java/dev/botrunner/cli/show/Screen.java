package dev.botrunner.cli.show;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;

/**
 * Where a command writes.
 *
 * @param out what was asked for
 * @param err everything else
 */
public record Screen(PrintWriter out, PrintWriter err, Ink ink, InstantSource clock) {

    public void line(String line) {
        out.println(line);
        out.flush();
    }

    public void lines(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }

    /** Something that is no part of the answer. */
    public void note(String line) {
        err.println(line);
        err.flush();
    }
}
