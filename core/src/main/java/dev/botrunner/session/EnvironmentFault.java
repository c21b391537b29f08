package dev.botrunner.session;

/**
 * One thing that is wrong with a runner's environment.
 *
 * @param variable its name; never its value
 * @param detail what was expected
 */
public record EnvironmentFault(String variable, String detail) {

    @Override
    public String toString() {
        return variable + ": " + detail;
    }
}
