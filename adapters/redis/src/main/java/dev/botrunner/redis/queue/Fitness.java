package dev.botrunner.redis.queue;

import dev.botrunner.loop.Health;
import dev.botrunner.queue.Durability;
import dev.botrunner.redis.RedisTrouble;
import dev.botrunner.redis.RedisUrl;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** Whether a Redis is fit to keep a queue: how it is set up, and how many have what it has. */
final class Fitness {

    private static final Logger LOG = LoggerFactory.getLogger(Fitness.class);
    private static final int OLDEST = 7;

    private final StoreParts parts;
    private final RedisUrl url;
    private final Durability durability;

    Fitness(StoreParts parts, RedisUrl url, Durability durability) {
        this.parts = parts;
        this.url = url;
        this.durability = durability;
    }

    /** Refuses one that would lose what it accepted; says where that cannot be seen. */
    void check() {
        check(info("server").getOrDefault("redis_version", ""));
        settings("maxmemory-policy")
                .ifPresentOrElse(this::checkPolicy, () -> unasked("maxmemory-policy", "noeviction"));
        if (durability != Durability.NONE) {
            settings("appendonly").ifPresentOrElse(this::checkLog, () -> unasked("appendonly", "yes"));
        }
        if (durability == Durability.STRICT && replicas() == 0) {
            LOG.atWarn().addKeyValue("redis", url).log(noReplica());
        }
    }

    /** As an operator wants to know it. */
    Health.Status now() {
        try {
            parts.scripts().run(Script.FIND, List.of("-"));
            if (durability == Durability.STRICT && replicas() == 0) {
                return new Health.Status.Down(noReplica());
            }
            return Health.UP;
        } catch (DependencyException failed) {
            return new Health.Status.Down(failed.failure().detail());
        }
    }

    private void check(String version) {
        int dot = version.indexOf('.');
        try {
            if (dot > 0 && Integer.parseInt(version.substring(0, dot)) < OLDEST) {
                throw unfit("is version " + version, "7.0 or newer is needed");
            }
        } catch (NumberFormatException _) {
            LOG.atWarn().addKeyValue("version", version).log("The version of Redis is none that we know");
        }
    }

    private void checkPolicy(String policy) {
        if (!policy.equals("noeviction")) {
            throw unfit(
                    "throws keys away when its memory is full (maxmemory-policy " + policy + ")",
                    "set maxmemory-policy noeviction: the queue must refuse, not forget");
        }
    }

    private void checkLog(String appendOnly) {
        if (!appendOnly.equals("yes")) {
            throw unfit(
                    "keeps no append-only file, so what it accepted dies with it",
                    "set appendonly yes, or say --durability none");
        }
    }

    private DependencyException unfit(String what, String toDo) {
        return new DependencyException(
                new Failure(ErrorCode.INVALID_CONFIG, "The Redis at " + url + " " + what + ". What to do: " + toDo));
    }

    private void unasked(String setting, String expected) {
        LOG.atWarn()
                .addKeyValue("redis", url)
                .addKeyValue("setting", setting)
                .addKeyValue("expected", expected)
                .log("Our user may not ask Redis for a setting (CONFIG GET): see to it yourself");
    }

    private static String noReplica() {
        return "No replica of Redis is connected, and --durability strict accepts nothing without one";
    }

    private long replicas() {
        return Long.parseLong(info("replication").getOrDefault("connected_slaves", "0"));
    }

    /** Nothing where we may not ask, or nobody can. */
    private Optional<String> settings(String name) {
        try {
            var answer = parts.plain(Command.CONFIG, "GET", name).items();
            return answer.size() == 2 ? Optional.of(StoreParts.text(answer.get(1))) : Optional.empty();
        } catch (DependencyException refused) {
            if (refused.getCause() instanceof JedisDataException error
                    && !RedisTrouble.endsConnection(error)
                    && !RedisTrouble.word(error).equals("LOADING")) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private Map<String, String> info(String section) {
        var values = new TreeMap<String, String>();
        for (String line : parts.plain(Command.INFO, section).text().split("\r?\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return values;
    }
}
