package dev.botrunner.redis.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.redis.RedisCalls;
import dev.botrunner.redis.RedisCalls.Effect;
import dev.botrunner.redis.RedisReply;
import dev.botrunner.redis.RedisTrouble;
import dev.botrunner.redis.SharedCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** Runs scripts. A server that does not know one, since it was started again or a replica before, is given its text. */
final class Scripts {

    private static final String EPOCH_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int EPOCH_LENGTH = 8;
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final byte[] ONE_KEY = {'1'};

    private final RedisCalls calls;
    private final byte[] root;
    private final StoreClock clock;
    private final RandomGenerator random;
    private volatile Heard heard = new Heard("", Optional.empty(), 0);

    /** What the scripts take for the time: that of Redis, but in tests. */
    interface StoreClock {
        StoreClock OF_REDIS = () -> "";

        /** Milliseconds since 1970; empty: as Redis says. */
        String millis();

        static StoreClock of(Supplier<Instant> now) {
            return () -> Long.toString(now.get().toEpochMilli());
        }
    }

    /**
     * What an answer said of the store.
     *
     * @param at the store's time; absent before the first answer
     * @param nanos when it was received
     */
    record Heard(String epoch, Optional<Instant> at, long nanos) {

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - nanos);
        }

        /** The store's time now, or a little before. */
        Optional<Instant> time() {
            return at.map(then -> then.plus(age()).truncatedTo(ChronoUnit.MILLIS));
        }
    }

    Scripts(RedisCalls calls, RedisKeys keys, StoreClock clock, RandomGenerator random) {
        this.calls = calls;
        this.root = keys.root().getBytes(UTF_8);
        this.clock = clock;
        this.random = random;
    }

    /** Runs it, and again where an answer was lost. */
    ScriptReply run(Script script, List<String> arguments) {
        return run(script, arguments, false);
    }

    /** As {@link #run}, and a replica has what it wrote. */
    ScriptReply runDurably(Script script, List<String> arguments) {
        return run(script, arguments, true);
    }

    /**
     * As {@link #run} for a script that many may run together, each with arguments of its own: it finds how many they are
     * in front of them.
     */
    ScriptReply runTogether(Script script, List<String> arguments, boolean durably) {
        List<byte[]> own = new ArrayList<>(arguments.size() + 1);
        own.add(bytes(Integer.toString(arguments.size())));
        arguments.forEach(argument -> own.add(bytes(argument)));
        return answered(
                script,
                () -> calls.scriptTogether(
                        shared(Command.EVALSHA, script.sha(), own),
                        () -> shared(Command.EVAL, script.text(), own),
                        durably ? Effect.DURABLE : Effect.WRITES));
    }

    private ScriptReply run(Script script, List<String> arguments, boolean durably) {
        Effect effect = script.writes() ? Effect.WRITES : Effect.NONE;
        return answered(
                script,
                () -> calls.script(
                        command(Command.EVALSHA, script.sha(), arguments),
                        () -> command(Command.EVAL, script.text(), arguments),
                        durably ? Effect.DURABLE : effect));
    }

    private ScriptReply answered(Script script, Supplier<RedisReply> call) {
        try {
            RedisReply reply = call.get();
            var answered = new ScriptReply(reply.items(), reply.again());
            heard = new Heard(
                    answered.text(script.timeAt() + 1), Optional.of(answered.time(script.timeAt())), System.nanoTime());
            return answered;
        } catch (JedisDataException error) {
            throw RedisTrouble.of(error);
        }
    }

    /** The store's time and epoch as of an answer that is not old; never ahead of the store's own. */
    Optional<Heard> recently() {
        Heard last = heard;
        return clock.equals(StoreClock.OF_REDIS)
                        && last.at().isPresent()
                        && last.age().compareTo(FRESH) < 0
                ? Optional.of(last)
                : Optional.empty();
    }

    private CommandArguments command(Command command, String script, List<String> arguments) {
        var all = new CommandArguments(command);
        common(script).forEach(all::add);
        arguments.forEach(argument -> all.add(bytes(argument)));
        return all;
    }

    /** All runs of a script with this clock may be one. */
    private SharedCommand shared(Command command, String script, List<byte[]> own) {
        return new SharedCommand(command, script + clock.millis(), common(script), own);
    }

    private List<byte[]> common(String script) {
        return List.of(
                bytes(script),
                ONE_KEY,
                root,
                bytes(clock.millis()),
                bytes(newEpoch()),
                bytes(heard.epoch()),
                bytes(Integer.toString(HeadJson.VERSION)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private String newEpoch() {
        var made = new StringBuilder(EPOCH_LENGTH);
        for (int i = 0; i < EPOCH_LENGTH; i++) {
            made.append(EPOCH_DIGITS.charAt(random.nextInt(EPOCH_DIGITS.length())));
        }
        return made.toString();
    }
}
