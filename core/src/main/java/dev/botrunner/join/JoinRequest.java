package dev.botrunner.join;

import dev.botrunner.queue.RoomPolicy;
import dev.botrunner.session.Json;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Room;
import dev.botrunner.session.Secret;
import dev.botrunner.session.Terms;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A join as it was asked for, checked against the profile of its bot. Reading is pure and takes one pass; everything
 * that is wrong is told together.
 *
 * @param personalityId a personality still to be found in the assets; then {@code persona} holds no record
 * @param terms what the profile grants, less where the request asks for less
 */
public record JoinRequest(
        Profile profile,
        Room room,
        Optional<String> personalityId,
        Persona persona,
        Private confidential,
        Map<String, String> labels,
        int priority,
        Terms terms,
        RoomPolicy roomPolicy) {

    public static final int DEFAULT_PRIORITY = 5;

    public JoinRequest {
        labels = Map.copyOf(labels);
    }

    /** What became of a body. */
    public sealed interface Reading {

        record Sound(JoinRequest request) implements Reading {}

        record Faulty(List<Fault> faults) implements Reading {}
    }

    /** Secrets, and what is personal: never logged, never answered. */
    public record Private(Optional<Secret> roomToken, Map<String, Secret> secrets, Optional<Json.Obj> user) {

        public static final Private NONE = new Private(Optional.empty(), Map.of(), Optional.empty());

        public Private {
            secrets = Map.copyOf(secrets);
        }

        boolean hasSecrets() {
            return roomToken.isPresent() || !secrets.isEmpty();
        }

        @Override
        public String toString() {
            return "Private[•••]";
        }
    }

    /** The same with the personality that was looked for. */
    JoinRequest with(Persona found) {
        return new JoinRequest(
                profile, room, Optional.empty(), found, confidential, labels, priority, terms, roomPolicy);
    }

    public static Reading read(Json.Obj body, Profiles profiles) {
        return new JoinReader(body, profiles).read();
    }

    @Override
    public String toString() {
        return "JoinRequest[" + profile.bot() + "]";
    }
}
