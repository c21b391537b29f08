package dev.botrunner.join;

import dev.botrunner.queue.RoomPolicy;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.Names;
import dev.botrunner.session.Room;
import dev.botrunner.session.TextSize;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The members of a join, rule by rule. Confined to one request. */
final class JoinReader {

    private static final int MAX_LABELS = 16;
    private static final int MAX_LABEL_BYTES = 64 * 1024;

    private static final Set<String> MEMBERS = Set.of(
            "bot",
            "room_url",
            "room_token",
            "personality_id",
            "personality",
            "functional_prompts",
            "supported_features",
            "voice",
            "config",
            "secrets",
            "user",
            "labels",
            "priority",
            "start_deadline_seconds",
            "max_duration_seconds",
            "on_crash",
            "room_policy");

    private final MemberReader members;
    private final Profiles profiles;

    JoinReader(Json.Obj body, Profiles profiles) {
        this.members = new MemberReader(body);
        this.profiles = profiles;
    }

    JoinRequest.Reading read() {
        members.onlyKnows(MEMBERS);
        Optional<Profile> profile = profile();
        Optional<Room> room = room(profile);
        PersonaReader.Read who = PersonaReader.read(members);
        JoinRequest.Private confidential = PrivateReader.read(members);
        Map<String, String> labels = labels();
        int priority = priority();
        var terms = TermsReader.read(members, profile);
        RoomPolicy policy = roomPolicy();
        if (!members.faults().isEmpty() || profile.isEmpty() || room.isEmpty()) {
            return new JoinRequest.Reading.Faulty(members.faults());
        }
        return new JoinRequest.Reading.Sound(new JoinRequest(
                profile.get(),
                room.get(),
                who.personalityId(),
                who.persona(),
                confidential,
                labels,
                priority,
                terms,
                policy));
    }

    private Optional<Profile> profile() {
        if (!members.has("bot")) {
            Optional<Profile> fallback = profiles.fallback();
            if (fallback.isEmpty()) {
                members.fault("bot", Fault.Code.BOT_REQUIRED, "there are several bots and none is the default");
            }
            return fallback;
        }
        Optional<String> name = members.text("bot", Names::isName, "the name of a bot ([a-z][a-z0-9-]{0,62})");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Profile> named = profiles.find(new BotName(name.get()));
        if (named.isEmpty()) {
            members.fault("bot", Fault.Code.UNKNOWN_BOT, "no profile has this name; GET /v1/bots lists them");
        }
        return named;
    }

    /** Where the bot is not known, every scheme that some bot takes is taken: what is told must be true. */
    private Optional<Room> room(Optional<Profile> profile) {
        if (!members.has("room_url")) {
            members.fault("room_url", Fault.Code.REQUIRED, "a join names the room that the bot is to enter");
            return Optional.empty();
        }
        Optional<String> url = members.text("room_url", text -> true, "a string");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        if (!members.fits("room_url", TextSize.length(url.get()), Room.MAX_BYTES)) {
            return Optional.empty();
        }
        Set<String> schemes = profile.map(Profile::rooms).orElseGet(profiles::schemes);
        return switch (Room.parse(url.get(), schemes)) {
            case Room.Parsed(Room room) -> Optional.of(room);
            case Room.Faulty(String detail) -> {
                members.invalid("room_url", detail);
                yield Optional.empty();
            }
        };
    }

    private Map<String, String> labels() {
        Map<String, String> labels = members.texts("labels", MAX_LABELS, MAX_LABEL_BYTES);
        if (labels.isEmpty()) {
            return labels;
        }
        MemberReader inner = members.within("labels", Json.Obj.EMPTY);
        labels.forEach((key, value) -> {
            if (!Names.isLabelKey(key)) {
                inner.invalid(key, "expected a label's key to be [a-z0-9._/-]{1,63}");
            }
            if (!Names.isLabelValue(value)) {
                inner.fault(key, Fault.Code.TOO_LARGE, "larger than 255 bytes");
            }
        });
        return labels;
    }

    private int priority() {
        Optional<Json> value = members.value("priority");
        if (value.isEmpty()) {
            return JoinRequest.DEFAULT_PRIORITY;
        }
        OptionalLong number = value.get().asInteger();
        if (number.isEmpty() || number.getAsLong() < 0 || number.getAsLong() > 9) {
            members.invalid("priority", "expected an integer from 0 to 9");
            return JoinRequest.DEFAULT_PRIORITY;
        }
        return (int) number.getAsLong();
    }

    private RoomPolicy roomPolicy() {
        Optional<String> word =
                members.text("room_policy", text -> policy(text).isPresent(), "reuse, refuse or another");
        return word.flatMap(JoinReader::policy).orElse(RoomPolicy.REUSE);
    }

    private static Optional<RoomPolicy> policy(String word) {
        for (RoomPolicy policy : RoomPolicy.values()) {
            if (policy.word().equals(word)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }
}
