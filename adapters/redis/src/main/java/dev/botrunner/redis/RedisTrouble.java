package dev.botrunner.redis;

import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.net.SocketTimeoutException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** What an answer or an exception that is none of ours means: what to say, and whether another connection may help. Pure. */
public final class RedisTrouble {

    /** Nothing was done, and the server that would do it is another one by now, or soon. */
    private static final Set<String> ELSEWHERE = Set.of("READONLY", "MOVED", "ASK", "TRYAGAIN", "MASTERDOWN");

    /** Who we are was forgotten or changed: a new connection says it anew. */
    private static final Set<String> UNKNOWN_US = Set.of("NOAUTH", "WRONGPASS");

    private RedisTrouble() {}

    /** The first word of an error: {@code READONLY}, {@code OOM}. */
    public static String word(JedisDataException error) {
        String message = String.valueOf(error.getMessage());
        int end = 0;
        while (end < message.length() && Character.isUpperCase(message.charAt(end))) {
            end++;
        }
        return message.substring(0, end);
    }

    /** Whether the same may be asked again over a new connection at once: nothing was done. */
    public static boolean isElsewhere(JedisDataException error) {
        return ELSEWHERE.contains(word(error));
    }

    /** Whether it knows us not by what we show: somebody has to mend our settings. */
    static boolean isOurs(JedisDataException error) {
        return UNKNOWN_US.contains(word(error));
    }

    /** Whether the connection is no good any more. */
    public static boolean endsConnection(JedisDataException error) {
        String word = word(error);
        return ELSEWHERE.contains(word) || UNKNOWN_US.contains(word) || word.equals("CLUSTERDOWN");
    }

    public static boolean isTimeout(Throwable failed) {
        for (@Nullable Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** Nothing can have been written. */
    public static DependencyException unavailable(String what) {
        return new DependencyException(new Failure(ErrorCode.STORE_UNAVAILABLE, what));
    }

    /** Something may have been written. */
    public static DependencyException unknown(String what) {
        return new DependencyException(new Failure(ErrorCode.OUTCOME_UNKNOWN, what));
    }

    /** What a refusal by Redis is for whoever called; the refused command wrote nothing. */
    public static DependencyException of(JedisDataException error) {
        return new DependencyException(new Failure(ErrorCode.STORE_UNAVAILABLE, detail(error)), error);
    }

    /** A connection that could not be made, for whoever waits for it. */
    public static String connecting(RedisUrl url, RuntimeException failed) {
        if (failed instanceof JedisDataException error) {
            return detail(error) + " (" + url + ")";
        }
        if (failed instanceof JedisConnectionException) {
            return "Redis cannot be reached at " + url + ": " + deepest(failed);
        }
        return String.valueOf(failed.getMessage());
    }

    private static String deepest(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static String detail(JedisDataException error) {
        return switch (word(error)) {
            case "LOADING" -> "Redis loads its data set: wait until it has";
            case "READONLY" -> "Redis is a replica and takes no writes: the address of the primary is expected";
            case "OOM" -> "Redis is out of memory (maxmemory): give it more, or let less wait";
            case "MISCONF" -> "Redis cannot write to its disk and takes no writes: see its log";
            case "NOREPLICAS" -> "Redis has fewer replicas than min-replicas-to-write asks for, and takes no writes";
            case "BUSY" -> "Redis is busy with a script of somebody else (SCRIPT KILL ends it)";
            case "CLUSTERDOWN" -> "The Redis cluster is down: not all of its slots are served";
            case "MASTERDOWN" -> "A replica of Redis has lost its primary";
            case "MOVED", "ASK", "TRYAGAIN" -> "The Redis cluster moves our keys to another node";
            case "NOAUTH", "WRONGPASS" -> "Redis does not know the user or its password";
            case "NOPERM" ->
                "The user at Redis may not do what is needed (docs/operations/redis.md names its rights): "
                        + error.getMessage();
            case "WRONGTYPE" ->
                "A key of ours in Redis holds something else: who else writes under our prefix? " + error.getMessage();
            default -> "Redis refuses a command: " + error.getMessage();
        };
    }
}
