package dev.botrunner.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with one file, gathered while it is read. */
final class YamlFaults {

    private final String file;
    private final List<FaultyFile.Fault> faults = new ArrayList<>();

    YamlFaults(String file) {
        this.file = file;
    }

    void add(int line, String what) {
        faults.add(new FaultyFile.Fault(line, what));
    }

    /** Throws if anything was wrong. */
    void check() {
        if (!faults.isEmpty()) {
            List<FaultyFile.Fault> inOrder = faults.stream()
                    .sorted(Comparator.comparingInt(FaultyFile.Fault::line))
                    .toList();
            throw new FaultyFile(file, inOrder);
        }
    }
}
