package dev.botrunner.files;

import dev.botrunner.join.Profile;
import dev.botrunner.queue.Caps;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.ReservedNames;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Terms;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The control server's part of a profile. */
final class ProfileReader {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofHours(24);
    private static final int MOST = 1_000_000;
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_URL = 2048;

    private ProfileReader() {}

    static Profile read(BotName bot, YamlMap members) {
        return new Profile(bot, rooms(members), terms(members), supply(members), limits(members), launching(members));
    }

    private static Set<String> rooms(YamlMap members) {
        Optional<List<String>> schemes = members.texts("rooms", ProfileReader::isScheme, "a URL scheme (https)");
        if (schemes.isPresent() && schemes.get().isEmpty()) {
            members.faultAt("rooms", "'rooms' names no URL scheme: the bot could enter nowhere");
        }
        return schemes.map(
                        all -> all.stream().map(s -> s.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()))
                .orElse(Profile.DEFAULT_ROOMS);
    }

    private static Terms terms(YamlMap members) {
        Terms usual = Profile.DEFAULT_TERMS;
        return new Terms(
                members.integer("attempts", 1, 100).orElse(usual.attempts()),
                members.duration("start_deadline", SECOND, DAY).orElse(usual.startDeadline()),
                members.duration("max_duration", SECOND.multipliedBy(10), DAY.multipliedBy(365))
                        .orElse(usual.maxDuration()),
                members.duration("good_bye", Duration.ZERO, Duration.ofHours(1)).orElse(usual.goodBye()),
                OnCrash.END);
    }

    private static Supply supply(YamlMap members) {
        List<String> assets = members.texts("assets", ProfileReader::isUrl, "a URL (files:/etc/botrunner/assets)")
                .orElse(List.of());
        String events = members.text(
                        "events", word -> word.equals("link") || word.equals(Supply.DIRECT), "link or direct")
                .orElse(Supply.NONE.events());
        return new Supply(env(members), assets, events, Optional.empty());
    }

    private static Map<String, String> env(YamlMap members) {
        Optional<YamlMap> env = members.map("env");
        if (env.isEmpty()) {
            return Map.of();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        env.get().all().forEach((name, value) -> {
            Optional<String> text = value.scalar().filter(t -> t.indexOf('\0') < 0);
            if (!isVariable(name)) {
                env.get().faultAt(name, "a variable's name is [A-Za-z_][A-Za-z0-9_]*");
            } else if (ReservedNames.isReserved(name)) {
                env.get().faultAt(name, "the variable " + name + " is kept for the runner itself");
            } else if (text.isEmpty()) {
                value.fault("variable " + name + ": expected a text without NUL");
            } else {
                variables.put(name, text.get());
            }
        });
        return variables;
    }

    /** Where only the whole is limited, one tenant gets half of it at most. */
    private static Caps.Bot limits(YamlMap members) {
        Optional<YamlMap> limits = members.map("limits");
        if (limits.isEmpty()) {
            return Caps.Bot.UNLIMITED;
        }
        OptionalInt sessions = limits.get().integer("sessions", 1, MOST);
        OptionalInt perTenant = limits.get().integer("per_tenant", 1, MOST);
        limits.get().refuseUnknown();
        return new Caps.Bot(
                sessions,
                perTenant.isEmpty() && sessions.isPresent()
                        ? OptionalInt.of(Math.max(1, sessions.getAsInt() / 2))
                        : perTenant);
    }

    private static Profile.Launching launching(YamlMap members) {
        Optional<String> launcher = members.text("launcher", ProfileReader::isWord, "a launcher (kubernetes:job)");
        Optional<String> image = members.text("image", ProfileReader::isWord, "the name of an image");
        Optional<String> inject = members.text("inject", ProfileReader::isWord, "the name of a runner's image");
        if (inject.isPresent() && image.isEmpty()) {
            members.faultAt("inject", "'inject' puts a runner into the pods of an 'image', and there is none");
        }
        Optional<String> deliver =
                members.text("deliver", word -> word.equals("redeem") || word.equals("env"), "redeem or env");
        Json.Obj pod = members.json("pod");
        return new Profile.Launching(
                launcher,
                image,
                inject,
                deliver.filter("env"::equals).isPresent() ? Profile.Deliver.ENV : Profile.Deliver.REDEEM,
                members.map("pool").flatMap(pool -> pool(members, pool)),
                pod);
    }

    private static Optional<Profile.Pool> pool(YamlMap members, YamlMap pool) {
        OptionalInt idle = pool.integer("idle", 0, MOST);
        OptionalInt max = pool.integer("max", 1, MOST);
        Duration fallback = pool.duration("fallback_after", Duration.ZERO, DAY).orElse(Duration.ofSeconds(5));
        pool.refuseUnknown();
        if (pool.value("idle").isEmpty() || pool.value("max").isEmpty()) {
            members.faultAt("pool", "a pool has 'idle' (how many pods wait) and 'max' (how many there are at most)");
        }
        if (idle.isEmpty() || max.isEmpty()) {
            return Optional.empty();
        }
        if (idle.getAsInt() > max.getAsInt()) {
            pool.faultAt("idle", "'idle' is more than 'max'");
        }
        return Optional.of(new Profile.Pool(idle.getAsInt(), max.getAsInt(), fallback));
    }

    private static boolean isScheme(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NAME || !isLetter(text.charAt(0))) {
            return false;
        }
        return text.chars().allMatch(c -> isLetter(c) || isDigit(c) || c == '+' || c == '-' || c == '.');
    }

    private static boolean isUrl(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && text.length() <= LONGEST_URL && isScheme(text.substring(0, colon)) && isWord(text);
    }

    private static boolean isWord(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_URL && text.chars().allMatch(c -> c > ' ' && c != 0x7f);
    }

    private static boolean isVariable(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NAME || isDigit(text.charAt(0))) {
            return false;
        }
        return text.chars().allMatch(c -> isLetter(c) || isDigit(c) || c == '_');
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
