package dev.botrunner.link;

import dev.botrunner.session.Message;
import dev.botrunner.session.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a beat brings back.
 *
 * @param end the order to leave
 * @param messages those not yet taken, oldest first
 */
public record Orders(Answer answer, Optional<Leave> end, List<Message> messages) {

    public Orders {
        messages = List.copyOf(messages);
    }

    /** @param grace how long the good-bye may take */
    public record Leave(StopReason reason, Duration grace) {}

    public static Orders over(Answer answer) {
        return new Orders(answer, Optional.empty(), List.of());
    }
}
