package dev.botrunner.cli;

/** Where the program begins. */
public final class Main {

    private Main() {}

    public static void main(String[] words) {
        int code = new Program(Surroundings.ofThisProcess()).run(words);
        System.exit(code);
    }
}
