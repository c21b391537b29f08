package dev.botrunner.e2e.stand;

import dev.botrunner.testkit.process.Signal;
import java.nio.file.Path;
import java.util.List;

/** The pods that a stand's runners are in, and the processes in them as this machine numbers them. For one thread. */
public interface Pods extends AutoCloseable {

    /** The image of the bots of {@link TestBots}. */
    String image();

    /** What the control server is told. */
    List<String> words(Path folder);

    /** Living runners. */
    List<Long> runners();

    /** A process of an attempt's pod, which knows itself by another number. */
    long process(String session, long attempt, long number);

    void send(Signal signal, long pid);

    /** Takes away all that is left. */
    @Override
    void close();
}
