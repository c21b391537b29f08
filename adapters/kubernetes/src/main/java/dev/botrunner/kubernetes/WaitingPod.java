package dev.botrunner.kubernetes;

import dev.botrunner.launch.ObjectShape;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A pod that waits for a session: as any bot's pod, but that it is named for none, and is told to claim one. What it is
 * made of stands in a label, so that pods of an older profile are known.
 */
final class WaitingPod {

    /** Of the image's program; a profile's {@code pod} may say otherwise for an image that starts otherwise. */
    private static final List<String> CLAIMS_ONE = List.of("runner", "work", "--once", "--wait", "forever");

    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final int TAIL = 8;
    private static final int LONGEST_BOT = 40;
    private static final int HASH_BYTES = 8;

    private WaitingPod() {}

    /** @throws IllegalArgumentException the profile's fragment is no fragment of a pod template, or there is no image */
    static Json.Obj of(BotName bot, ObjectShape shape, String linkUrl, RandomGenerator random) {
        Json.Obj template = made(bot, shape, linkUrl);
        var named = Json.obj()
                .put("name", name(bot, random))
                .put("labels", Json.obj().put(Marks.TEMPLATE, hash(template)).build())
                .build();
        Json.Obj metadata = template.objAt("metadata").orElse(Json.Obj.EMPTY);
        return Json.obj()
                .put("apiVersion", "v1")
                .put("kind", "Pod")
                .put("metadata", StrategicMerge.merge(metadata, named))
                .put("spec", template.objAt("spec").orElse(Json.Obj.EMPTY))
                .build();
    }

    /** What stands in the label of pods that are made so now. */
    static String template(BotName bot, ObjectShape shape, String linkUrl) {
        return hash(made(bot, shape, linkUrl));
    }

    private static Json.Obj made(BotName bot, ObjectShape shape, String linkUrl) {
        long grace = Clocks.terminationGraceSeconds(shape.pool().goodBye());
        return PodTemplate.of(
                new PodMaking(bot, shape, linkUrl, Marks.waiting(bot), CLAIMS_ONE, Json.arr(List.of()), grace));
    }

    private static String name(BotName bot, RandomGenerator random) {
        var name = new StringBuilder("pool-");
        name.append(bot.name(), 0, Math.min(LONGEST_BOT, bot.name().length())).append('-');
        for (int i = 0; i < TAIL; i++) {
            name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return name.toString();
    }

    private static String hash(Json.Obj template) {
        try {
            byte[] text = sorted(template).text().getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The order of members says nothing. */
    private static Json sorted(Json json) {
        return switch (json) {
            case Json.Obj members -> {
                var sorted = new TreeMap<String, Json>();
                members.members().forEach((name, value) -> sorted.put(name, sorted(value)));
                yield new Json.Obj(sorted);
            }
            case Json.Arr items ->
                Json.arr(items.items().stream().map(WaitingPod::sorted).toList());
            default -> json;
        };
    }
}
