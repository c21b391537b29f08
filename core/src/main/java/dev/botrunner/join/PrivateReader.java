package dev.botrunner.join;

import dev.botrunner.session.Json;
import dev.botrunner.session.Names;
import dev.botrunner.session.ReservedNames;
import dev.botrunner.session.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Secrets, and who asked. No detail of a fault repeats a value. */
final class PrivateReader {

    private static final int MAX_TOKEN_BYTES = 16 * 1024;
    private static final int MAX_SECRETS = 32;
    private static final int MAX_SECRET_BYTES = 64 * 1024;
    private static final int MAX_USER_BYTES = 1024;
    private static final Set<String> USER_MEMBERS = Set.of("id", "name", "email");

    private PrivateReader() {}

    static JoinRequest.Private read(MemberReader members) {
        Optional<Secret> token =
                members.boundedText("room_token", MAX_TOKEN_BYTES).map(Secret::new);
        Map<String, Secret> secrets = secrets(members);
        Optional<Json.Obj> user = user(members);
        return token.isEmpty() && secrets.isEmpty() && user.isEmpty()
                ? JoinRequest.Private.NONE
                : new JoinRequest.Private(token, secrets, user);
    }

    private static Map<String, Secret> secrets(MemberReader members) {
        Map<String, String> texts = members.texts("secrets", MAX_SECRETS, MAX_SECRET_BYTES);
        if (texts.isEmpty()) {
            return Map.of();
        }
        MemberReader inner = members.within("secrets", Json.Obj.EMPTY);
        Map<String, Secret> secrets = new LinkedHashMap<>();
        texts.forEach((name, value) -> {
            if (ReservedNames.isReserved(name)) {
                inner.fault(name, Fault.Code.RESERVED_NAME, "this name is kept for the runner itself");
            } else if (!Names.isSecretName(name)) {
                inner.invalid(name, "expected a secret's name to be [A-Z][A-Z0-9_]{0,63}");
            } else if (!MemberReader.hasNoNul(value)) {
                inner.invalid(name, "expected a string without NUL");
            } else {
                secrets.put(name, new Secret(value));
            }
        });
        return secrets;
    }

    private static Optional<Json.Obj> user(MemberReader members) {
        Optional<Json.Obj> user = members.object("user", MAX_USER_BYTES);
        user.ifPresent(object -> {
            MemberReader inner = members.within("user", object);
            inner.onlyKnows(USER_MEMBERS);
            USER_MEMBERS.forEach(name -> inner.text(name, text -> true, "a string"));
        });
        return user;
    }
}
