package dev.botrunner.files;

import java.util.List;
import java.util.stream.Collectors;

/** A file that says something it may not say. Its message lists everything that is wrong, each with its line. */
public final class FaultyFile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    FaultyFile(String file, List<Fault> faults) {
        super(faults.stream().map(fault -> fault.in(file)).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }

    /**
     * @param line from 1; 0 where it is the file as a whole
     */
    public record Fault(int line, String what) {

        String in(String file) {
            return line == 0 ? file + ": " + what : file + ":" + line + ": " + what;
        }
    }
}
