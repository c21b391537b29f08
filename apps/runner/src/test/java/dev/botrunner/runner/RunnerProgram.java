package dev.botrunner.runner;

/** The runner's commands as a program of their own. */
public final class RunnerProgram {

    private RunnerProgram() {}

    public static void main(String[] words) {
        System.exit(RunnerCommand.line(words, System.getenv()).execute(words));
    }
}
