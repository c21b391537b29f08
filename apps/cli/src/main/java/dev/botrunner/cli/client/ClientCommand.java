package dev.botrunner.cli.client;

import dev.botrunner.cli.Surroundings;
import dev.botrunner.cli.api.ApiClient;
import dev.botrunner.cli.api.Refused;
import dev.botrunner.cli.api.Unreachable;
import dev.botrunner.cli.show.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One question to a control server: finds out which one, asks, and turns what is wrong with the options into usage. */
public abstract class ClientCommand implements Callable<Integer> {

    protected static final int DONE = 0;
    protected static final int REFUSED = 1;

    protected final Surroundings around;
    protected final Screen screen;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    protected ApiOptions api;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    protected ClientCommand(Surroundings around) {
        this.around = around;
        this.screen = around.screen();
    }

    @Override
    public final Integer call() throws Unreachable, Refused, InterruptedException {
        try {
            return run(api.client(around.environment()));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    /** Does it. {@link IllegalArgumentException}: an option is at fault, in a sentence for people. */
    protected abstract int run(ApiClient client) throws Unreachable, Refused, InterruptedException;

    protected final ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
