package dev.botrunner.link;

import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import dev.botrunner.session.Secret;
import dev.botrunner.session.SecretSealer;
import dev.botrunner.session.SessionSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was sealed in a spec, in clear. */
record PrivateParts(Optional<Secret> roomToken, Map<String, Secret> secrets) {

    private static final PrivateParts NONE = new PrivateParts(Optional.empty(), Map.of());

    /** Nothing where it does not open. */
    static Optional<PrivateParts> open(SecretSealer sealer, SessionSpec spec) {
        if (spec.sealed().isEmpty()) {
            return Optional.of(NONE);
        }
        return sealer.open(spec.id(), spec.sealed().get()).flatMap(PrivateParts::read);
    }

    private static Optional<PrivateParts> read(byte[] json) {
        try {
            return Json.parse(json).asObj().map(PrivateParts::of);
        } catch (MalformedJson otherVersion) {
            return Optional.empty();
        }
    }

    private static PrivateParts of(Json.Obj members) {
        Map<String, Secret> secrets = new HashMap<>();
        members.objAt("secrets")
                .orElse(Json.Obj.EMPTY)
                .members()
                .forEach((name, value) -> value.asText().ifPresent(text -> secrets.put(name, new Secret(text))));
        return new PrivateParts(members.textAt("room_token").map(Secret::new), secrets);
    }
}
