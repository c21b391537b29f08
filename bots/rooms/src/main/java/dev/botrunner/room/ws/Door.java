package dev.botrunner.room.ws;

import dev.botrunner.room.Participant;
import dev.botrunner.room.RoomEntry;
import dev.botrunner.room.RoomRefused;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import dev.botrunner.session.MalformedJson;
import dev.botrunner.session.Secret;
import java.io.IOException;
import java.time.Duration;

/** Asks to be let into a room, the first time and again. */
final class Door {

    private static final Duration AT_MOST = Duration.ofSeconds(10);

    /** Twice between two pings something must come. */
    private static final Duration SILENCE = Duration.ofSeconds(25);

    private final RoomEntry entry;
    private final WsAddress address;

    Door(RoomEntry entry) {
        if (!Participant.isName(entry.name()) || !Participant.isIdentity(entry.identity())) {
            throw new RoomRefused(RoomRefused.Why.BAD_NAME, "The participant's name or identity is none");
        }
        this.entry = entry;
        this.address = WsAddress.of(entry.url());
    }

    /** What the room has said to whoever asked, on a connection that is open where it was a welcome. */
    record Answer(WsConnection connection, Json.Obj message) {

        String type() {
            return message.textAt("type").orElse("");
        }

        String code() {
            return message.textAt("code").orElse("");
        }
    }

    /** @throws DependencyException nobody answers, or not as a room does */
    Answer join() throws InterruptedException {
        try {
            Answer answer = asked(joining());
            if (!answer.type().equals("welcome")) {
                throw refused(answer);
            }
            return answer;
        } catch (HandshakeRefused e) {
            throw refused(e);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted at the door of a room");
            }
            throw unavailable("The room at " + address + " does not answer: " + e.getMessage(), e);
        }
    }

    Answer resume(String seat, long after) throws IOException {
        return asked(Json.obj()
                .put("type", "resume")
                .put("version", 1)
                .put("seat", seat)
                .put("after", after)
                .build());
    }

    private Answer asked(Json.Obj question) throws IOException {
        WsConnection connection = WsConnection.open(address, AT_MOST);
        boolean in = false;
        try {
            connection.write(question.text());
            var answer = new Answer(connection, object(connection.read()));
            in = answer.type().equals("welcome");
            connection.patience(SILENCE);
            return answer;
        } finally {
            if (!in) {
                connection.close();
            }
        }
    }

    private Json.Obj joining() {
        JsonBuilder join = Json.obj()
                .put("type", "join")
                .put("version", 1)
                .put("identity", entry.identity())
                .put("name", entry.name())
                .put("bot", entry.bot());
        return join.putTextIfPresent("token", entry.token().map(Secret::reveal)).build();
    }

    static Json.Obj object(String message) throws IOException {
        try {
            return Json.parse(message).asObj().orElseThrow(() -> new IOException("The room sent no JSON object"));
        } catch (MalformedJson e) {
            throw new IOException("The room sent no JSON: " + e.getMessage(), e);
        }
    }

    private RuntimeException refused(Answer answer) {
        String detail = "The room refuses: " + answer.message().textAt("detail").orElse("it does not say why");
        return switch (answer.code()) {
            case "room_full", "server_full" -> new RoomRefused(RoomRefused.Why.FULL, detail);
            case "bad_token" -> new RoomRefused(RoomRefused.Why.BAD_TOKEN, detail);
            case "bad_name" -> new RoomRefused(RoomRefused.Why.BAD_NAME, detail);
            default ->
                new DependencyException(new Failure(
                        ErrorCode.INVALID_CONFIG,
                        "What answers at " + address + " is no room that is spoken to here. " + detail));
        };
    }

    private RuntimeException refused(HandshakeRefused e) {
        String detail = String.valueOf(e.getMessage());
        return switch (e.status()) {
            case 401, 403 -> new RoomRefused(RoomRefused.Why.BAD_TOKEN, detail);
            case 400, 404, 405, 410, 426, 200 -> new RoomRefused(RoomRefused.Why.UNKNOWN, detail);
            case 503 -> new RoomRefused(RoomRefused.Why.FULL, detail);
            default -> unavailable(detail, e);
        };
    }

    private static DependencyException unavailable(String detail, Exception cause) {
        return new DependencyException(new Failure(ErrorCode.ROOM_UNAVAILABLE, detail), cause);
    }
}
