package dev.botrunner.room.server;

import dev.botrunner.room.server.BadMessage.Code;
import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import dev.botrunner.session.Secret;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what clients say, strictly: what is not known is a fault, so that nobody believes to be understood. */
final class ClientMessages {

    static final long VERSION = 1;

    private static final Pattern UTTERANCE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Json.Obj message;
    private final Set<String> unread;

    private ClientMessages(Json.Obj message) {
        this.message = message;
        this.unread = new HashSet<>(message.members().keySet());
    }

    static ClientMessage read(String text) {
        Json json;
        try {
            json = Json.parse(text);
        } catch (MalformedJson e) {
            throw new BadMessage(Code.BAD_MESSAGE, "A message is one JSON object: " + e.getMessage());
        }
        Json.Obj object = json.asObj().orElseThrow(() -> bad("A message is one JSON object"));
        return new ClientMessages(object).message();
    }

    private ClientMessage message() {
        String type = text("type").orElseThrow(() -> bad("type: expected a string"));
        ClientMessage read = switch (type) {
            case "join" -> join();
            case "resume" -> resume();
            case "say" -> say();
            case "typing" -> new ClientMessage.Typing(flag("on", true));
            case "roster" -> new ClientMessage.AskRoster();
            case "leave" -> new ClientMessage.Leave(text("reason"));
            case "close" -> new ClientMessage.Close();
            case "ping" -> new ClientMessage.Ping();
            default -> throw bad("type: expected join, resume, say, typing, roster, leave, close or ping");
        };
        if (!unread.isEmpty()) {
            throw bad("A message of type " + type + " has a member that is not known");
        }
        return read;
    }

    private ClientMessage.Join join() {
        version();
        var traits = new ClientMessage.Traits(flag("bot", false), flag("stealth", false), flag("echo", false));
        return new ClientMessage.Join(
                text("identity"),
                text("name").orElseThrow(() -> new BadMessage(Code.BAD_NAME, "name: expected a string")),
                traits,
                text("user_id"),
                text("token").map(Secret::new));
    }

    private ClientMessage.Resume resume() {
        version();
        return new ClientMessage.Resume(
                text("seat").orElseThrow(() -> bad("seat: expected a string")), number("after"));
    }

    private ClientMessage.Say say() {
        Optional<String> utterance = text("utterance");
        if (utterance.isPresent() && !UTTERANCE.matcher(utterance.get()).matches()) {
            throw bad("utterance: expected 1 to 64 of A-Z a-z 0-9 _ -");
        }
        ClientMessage.State state = switch (text("state").orElse("done")) {
            case "open" -> ClientMessage.State.OPEN;
            case "done" -> ClientMessage.State.DONE;
            case "cut" -> ClientMessage.State.CUT;
            default -> throw bad("state: expected open, done or cut");
        };
        return new ClientMessage.Say(number("n"), utterance, text("text").orElse(""), state);
    }

    private void version() {
        if (number("version").orElse(-1) != VERSION) {
            throw new BadMessage(Code.BAD_VERSION, "version: this server speaks version 1");
        }
    }

    private Optional<String> text(String name) {
        unread.remove(name);
        Optional<Json> member = message.member(name);
        if (member.isPresent() && member.get().asText().isEmpty()) {
            throw bad(name + ": expected a string");
        }
        return member.flatMap(Json::asText);
    }

    private boolean flag(String name, boolean usual) {
        unread.remove(name);
        Optional<Json> member = message.member(name);
        if (member.isPresent() && member.get().asBool().isEmpty()) {
            throw bad(name + ": expected true or false");
        }
        return member.flatMap(Json::asBool).orElse(usual);
    }

    private OptionalLong number(String name) {
        unread.remove(name);
        Optional<Json> member = message.member(name);
        if (member.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong number = member.get().asInteger();
        if (number.isEmpty() || number.getAsLong() < 0) {
            throw bad(name + ": expected a whole number from 0");
        }
        return number;
    }

    private static BadMessage bad(String detail) {
        return new BadMessage(Code.BAD_MESSAGE, detail);
    }
}
