package dev.botrunner.link;

import dev.botrunner.session.BotName;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionToken;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;

/** A session token as JSON. Read only behind a MAC: what does not fit was written by another version. */
final class SessionTokenJson {

    private SessionTokenJson() {}

    static Json.Obj write(SessionToken token) {
        Terms terms = token.terms();
        return Json.obj()
                .put("session_id", token.session().value())
                .put("tenant", token.tenant().name())
                .put("bot", token.bot().name())
                .put("attempt", token.attempt())
                .put("instance", token.instance().value())
                .put("room", token.room())
                .put("issued_at", token.issuedAt().toString())
                .put("attempts", terms.attempts())
                .put("start_deadline_ms", terms.startDeadline().toMillis())
                .put("max_duration_ms", terms.maxDuration().toMillis())
                .put("good_bye_ms", terms.goodBye().toMillis())
                .put("on_crash", terms.onCrash().word())
                .put("epoch", token.epoch())
                .put("claim", token.claim())
                .put("pod", token.pod().<Json>map(Json::str).orElse(Json.nil()))
                .build();
    }

    static Optional<SessionToken> read(Json json) {
        if (!(json instanceof Json.Obj members)) {
            return Optional.empty();
        }
        try {
            var instance = new Instance(text(members, "instance"));
            long claim = members.integerAt("claim").orElse(0);
            return Optional.of(new SessionToken(
                    new SessionId(text(members, "session_id")),
                    new Tenant(text(members, "tenant")),
                    new BotName(text(members, "bot")),
                    number(members, "attempt"),
                    instance,
                    text(members, "room"),
                    Instant.parse(text(members, "issued_at")),
                    terms(members),
                    text(members, "epoch"),
                    claim,
                    pod(members, instance, claim)));
        } catch (NoSuchElementException
                | IllegalArgumentException
                | DateTimeException
                | ArithmeticException otherVersion) {
            return Optional.empty();
        }
    }

    /** Tokens from before they named it are those of pods where their instance is named as one of a pod. */
    private static Optional<String> pod(Json.Obj members, Instance instance, long claim) {
        if (members.members().containsKey("pod")) {
            return members.textAt("pod");
        }
        return claim > 0 ? instance.pod() : Optional.empty();
    }

    private static Terms terms(Json.Obj members) {
        return new Terms(
                number(members, "attempts"),
                millis(members, "start_deadline_ms"),
                millis(members, "max_duration_ms"),
                millis(members, "good_bye_ms"),
                text(members, "on_crash").equals(OnCrash.RELAUNCH.word()) ? OnCrash.RELAUNCH : OnCrash.END);
    }

    private static String text(Json.Obj members, String name) {
        return members.textAt(name).orElseThrow();
    }

    private static int number(Json.Obj members, String name) {
        return Math.toIntExact(members.integerAt(name).orElseThrow());
    }

    private static Duration millis(Json.Obj members, String name) {
        return Duration.ofMillis(members.integerAt(name).orElseThrow());
    }
}
