package dev.botrunner.link;

import dev.botrunner.link.WorkerLink.Claiming;
import dev.botrunner.session.BeatReport;
import dev.botrunner.session.BotName;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import dev.botrunner.session.Names;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.RunnerEnd;
import dev.botrunner.session.SessionEnd;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.TextSize;
import dev.botrunner.session.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The bodies of the link's calls, written by runners and workers and read by the control server. Reading is strict:
 * {@link BadCall} tells of all that is wrong.
 */
public final class LinkCalls {

    private static final int MOST_BOTS = 1000;
    private static final int MOST_CHILDREN = 10_000;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String INSTANCE = "1 to 128 visible ASCII characters";

    private LinkCalls() {}

    public static Json.Obj redeem(Instance me) {
        return Json.obj().put("instance", me.value()).build();
    }

    public static Instance readRedeem(Json body) {
        var reader = LinkReader.of(body);
        var instance = reader.neededText("instance", Instance::new, INSTANCE);
        reader.onlyKnows("instance");
        reader.check();
        return instance.orElseThrow();
    }

    /** {@code POST /claim}. */
    public record ClaimCall(Claiming claiming, Duration atMost) {}

    public static Json.Obj claim(Claiming claiming, Duration wait) {
        return Json.obj()
                .put("instance", claiming.me().value())
                .put("request_id", claiming.request().value())
                .put(
                        "bots",
                        Json.texts(claiming.bots().stream()
                                .map(BotName::name)
                                .sorted()
                                .toList()))
                .put(
                        "children",
                        Json.arr(claiming.children().stream()
                                .map(LinkCalls::child)
                                .toList()))
                .put("wait_seconds", Times.seconds(wait))
                .build();
    }

    public static ClaimCall readClaim(Json body) {
        var reader = LinkReader.of(body);
        var me = reader.neededText("instance", Instance::new, INSTANCE);
        var request = reader.neededText("request_id", RequestId::new, INSTANCE);
        reader.need("bots", "an array of names");
        Set<BotName> bots = new HashSet<>();
        for (String name : reader.texts("bots", MOST_BOTS)) {
            if (Names.isName(name)) {
                bots.add(new BotName(name));
            } else {
                reader.fault("bots", "expected names of bots");
            }
        }
        List<Child> children = new ArrayList<>();
        for (LinkReader child : reader.objects("children", MOST_CHILDREN)) {
            readChild(child).ifPresent(children::add);
            child.onlyKnows("session_id", "attempt", "claim");
        }
        Duration wait = bounded(reader, "wait_seconds");
        reader.onlyKnows("instance", "request_id", "bots", "children", "wait_seconds");
        reader.check();
        return new ClaimCall(new Claiming(me.orElseThrow(), request.orElseThrow(), bots, children), wait);
    }

    /** {@code POST /exited}. */
    public record ExitedCall(Instance me, Child child, ExitStatus status) {}

    public static Json.Obj exited(Instance me, Child child, ExitStatus status) {
        return Json.obj()
                .put("instance", me.value())
                .putAll(child(child))
                .put("exit_code", status.code())
                .put(
                        "signal",
                        status.signal().isPresent() ? Json.num(status.signal().getAsInt()) : Json.nil())
                .build();
    }

    public static ExitedCall readExited(Json body) {
        var reader = LinkReader.of(body);
        var me = reader.neededText("instance", Instance::new, INSTANCE);
        var child = readChild(reader);
        OptionalInt signal = reader.smallInteger("signal", 1, 64);
        int code = signal.isPresent()
                ? reader.smallInteger("exit_code", 0, 255).orElse(0)
                : (int) reader.neededInteger("exit_code", 0, 255);
        reader.onlyKnows("instance", "session_id", "attempt", "claim", "exit_code", "signal");
        reader.check();
        var status = signal.isPresent() ? ExitStatus.signal(signal.getAsInt()) : ExitStatus.code(code);
        return new ExitedCall(me.orElseThrow(), child.orElseThrow(), status);
    }

    /** {@code POST /beat}. */
    public record BeatCall(BeatReport report, Duration hold) {}

    public static Json.Obj beat(BeatReport report, Duration hold) {
        return Json.obj()
                .put("hold_seconds", Times.seconds(hold))
                .putTextOrNull("taken", report.taken())
                .put("joined", report.joined())
                .putTextOrNull("assets_ready", report.assetsReady())
                .build();
    }

    public static BeatCall readBeat(Json body) {
        var reader = LinkReader.of(body);
        Duration hold = bounded(reader, "hold_seconds");
        var taken = reader.text("taken", LinkCalls::messageId, "the id of a message");
        boolean joined = reader.neededBool("joined");
        var assets = reader.text("assets_ready", LinkCalls::warmth, "cold or warm");
        reader.onlyKnows("hold_seconds", "taken", "joined", "assets_ready");
        reader.check();
        return new BeatCall(new BeatReport(taken, joined, assets), hold);
    }

    public static Json.Obj finish(RunnerEnd word) {
        return Json.obj()
                .put("outcome", word.completed() ? "completed" : "failed")
                .put("reason", word.reason())
                .put(
                        "exit_code",
                        word.exitCode().isPresent() ? Json.num(word.exitCode().getAsInt()) : Json.nil())
                .putTextOrNull("detail", word.detail())
                .build();
    }

    public static RunnerEnd readFinish(Json body) {
        var reader = LinkReader.of(body);
        var outcome = reader.neededText("outcome", LinkCalls::outcome, "completed or failed");
        var reason = reader.neededText("reason", LinkCalls::reason, "[a-z][a-z0-9_]{0,63}");
        OptionalInt code = reader.smallInteger("exit_code", 0, 255);
        Optional<String> detail =
                reader.text("detail", text -> TextSize.cut(text, SessionEnd.MAX_DETAIL_BYTES), "text");
        reader.onlyKnows("outcome", "reason", "exit_code", "detail");
        reader.check();
        return new RunnerEnd(outcome.orElseThrow(), reason.orElseThrow(), code, detail);
    }

    /** {@code POST /joined} says nothing but that. */
    public static void readJoined(Json body) {
        var reader = LinkReader.of(body);
        reader.onlyKnows();
        reader.check();
    }

    private static Json.Obj child(Child child) {
        return Json.obj()
                .put("session_id", child.session().value())
                .put("attempt", child.attempt())
                .put("claim", child.claim())
                .build();
    }

    private static Optional<Child> readChild(LinkReader reader) {
        var session = reader.neededText("session_id", SessionId::new, "a session id");
        int attempt = (int) reader.neededInteger("attempt", 0, Integer.MAX_VALUE);
        long claim = reader.neededInteger("claim", 0, Long.MAX_VALUE);
        return session.map(id -> new Child(id, attempt, claim));
    }

    private static Duration bounded(LinkReader reader, String name) {
        Duration duration = reader.neededSeconds(name);
        if (duration.compareTo(LONGEST) > 0) {
            reader.fault(name, "expected 0 to 10 seconds");
        }
        return duration;
    }

    private static String messageId(String text) {
        return checked(text, Names.isVisibleAscii(text, 64));
    }

    private static String warmth(String text) {
        return checked(text, text.equals("cold") || text.equals("warm"));
    }

    private static Boolean outcome(String text) {
        checked(text, text.equals("completed") || text.equals("failed"));
        return text.equals("completed");
    }

    private static String reason(String text) {
        return checked(text, Names.isReason(text));
    }

    private static String checked(String text, boolean right) {
        if (!right) {
            throw new IllegalArgumentException("Not of the form that was expected");
        }
        return text;
    }
}
