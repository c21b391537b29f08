package dev.botrunner.control.settings;

import dev.botrunner.control.Inputs;
import java.util.List;

/** What became of the settings. */
public sealed interface Understood {

    /** @param hints what was given and changes nothing */
    record Sound(ControlSettings settings, Inputs inputs, List<String> hints) implements Understood {}

    /** Everything that is wrong. */
    record Faulty(List<String> faults) implements Understood {}
}
