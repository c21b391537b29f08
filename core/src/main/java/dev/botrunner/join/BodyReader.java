package dev.botrunner.join;

import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.Message;
import dev.botrunner.session.Names;
import dev.botrunner.session.Room;
import dev.botrunner.session.TextSize;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The bodies of the smaller calls. Pure. */
public final class BodyReader {

    private static final int MAX_MESSAGE_BYTES = 16 * 1024;

    private BodyReader() {}

    /** What became of a body. */
    public sealed interface Reading<T> {

        record Sound<T>(T value) implements Reading<T> {}

        record Faulty<T>(List<Fault> faults) implements Reading<T> {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    /** Whom to ask to leave. */
    public record Leave(Room room, Optional<BotName> bot) {}

    public static Reading<Leave> leave(Json.Obj body) {
        var members = new MemberReader(body);
        members.onlyKnows(Set.of("room_url", "bot"));
        Optional<BotName> bot = members.text("bot", Names::isName, "the name of a bot ([a-z][a-z0-9-]{0,62})")
                .map(BotName::new);
        if (!members.has("room_url")) {
            members.fault("room_url", Fault.Code.REQUIRED, "name the room that is to be left");
        }
        Optional<Room> room = members.text("room_url", text -> true, "a string").flatMap(url -> room(members, url));
        return members.faults().isEmpty() && room.isPresent()
                ? new Reading.Sound<>(new Leave(room.get(), bot))
                : new Reading.Faulty<>(members.faults());
    }

    /** @param id the message's, a new ULID */
    public static Reading<Message> message(Json.Obj body, String id) {
        var members = new MemberReader(body);
        members.onlyKnows(Set.of("type", "data"));
        List.of("type", "data").stream()
                .filter(name -> !members.has(name))
                .forEach(name -> members.fault(name, Fault.Code.REQUIRED, "a message has a type and data"));
        Optional<String> type = members.text("type", Names::isMessageType, "a type ([a-z0-9_.-]{1,64})");
        Optional<Json.Obj> data = members.object("data");
        if (members.faults().isEmpty()) {
            members.fits("data", TextSize.length(body.text()), MAX_MESSAGE_BYTES);
        }
        return members.faults().isEmpty() && type.isPresent() && data.isPresent()
                ? new Reading.Sound<>(new Message(id, type.get(), data.get()))
                : new Reading.Faulty<>(members.faults());
    }

    /** Reads a URL of whatever scheme: a room is found by it that some profile took when it was joined. */
    public static Room.Reading anyRoom(String url) {
        int colon = url.indexOf(':');
        Set<String> scheme = colon > 0 ? Set.of(url.substring(0, colon).toLowerCase(Locale.ROOT)) : Set.of();
        return Room.parse(url, scheme);
    }

    private static Optional<Room> room(MemberReader members, String url) {
        if (!members.fits("room_url", TextSize.length(url), Room.MAX_BYTES)) {
            return Optional.empty();
        }
        return switch (anyRoom(url)) {
            case Room.Parsed(Room room) -> Optional.of(room);
            case Room.Faulty(String detail) -> {
                members.invalid("room_url", detail);
                yield Optional.empty();
            }
        };
    }
}
