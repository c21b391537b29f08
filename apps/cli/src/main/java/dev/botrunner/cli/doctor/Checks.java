package dev.botrunner.cli.doctor;

import java.util.List;

/** Looks at one part of the world. Never fails: what cannot be looked at is a finding. */
@FunctionalInterface
interface Checks {

    List<Finding> look() throws InterruptedException;
}
