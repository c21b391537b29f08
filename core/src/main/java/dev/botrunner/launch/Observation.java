package dev.botrunner.launch;

import dev.botrunner.session.Sighting;

/** Something that a launcher's watch saw. */
public record Observation(LaunchRef ref, Sighting sighting) {}
