package dev.botrunner.room.server;

import dev.botrunner.room.Participant;
import dev.botrunner.room.server.BadMessage.Code;
import java.util.Optional;
import java.util.function.Supplier;

/** Who wants in, checked. */
record Newcomer(String identity, ClientMessage.Join join) {

    /** @param identity made up for whoever has none */
    static Newcomer of(ClientMessage.Join join, Supplier<String> identity) {
        if (!Participant.isName(join.name())) {
            throw new BadMessage(
                    Code.BAD_NAME,
                    "name: expected 1 to " + Participant.MAX_NAME + " characters, not all blank, none a control");
        }
        if (join.identity().isPresent()
                && !Participant.isIdentity(join.identity().get())) {
            throw new BadMessage(
                    Code.BAD_NAME,
                    "identity: expected 1 to " + Participant.MAX_IDENTITY + " characters of visible ASCII");
        }
        if (join.userId().filter(user -> !Participant.isName(user)).isPresent()) {
            throw new BadMessage(
                    Code.BAD_NAME, "user_id: expected 1 to " + Participant.MAX_NAME + " characters, none a control");
        }
        return new Newcomer(join.identity().orElseGet(identity), join);
    }

    Participant participant(String id) {
        boolean stealth = join.traits().stealth();
        Optional<String> user = join.userId();
        return new Participant(id, identity, join.name().strip(), join.traits().bot(), stealth, user);
    }
}
