package dev.botrunner.cli.lint;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the manifests of one file, in the order in which it was found. */
final class Faults {

    /** @param what what it is, what was expected, and what to do */
    record Fault(Manifest manifest, String what) {

        String in(String file) {
            return file + ":" + manifest.line() + ": " + manifest.title() + ": " + what;
        }
    }

    private final List<Fault> found = new ArrayList<>();

    void add(Manifest manifest, String what) {
        found.add(new Fault(manifest, what));
    }

    List<Fault> found() {
        return List.copyOf(found);
    }
}
