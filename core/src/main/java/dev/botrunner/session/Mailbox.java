package dev.botrunner.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages accepted for a bot and not yet taken by it, oldest first. Holds 64 messages, or 64 KiB together. */
public record Mailbox(List<Message> waiting) {

    public static final int MAX_MESSAGES = 64;
    public static final int MAX_BYTES = 64 * 1024;
    public static final Mailbox EMPTY = new Mailbox(List.of());

    public Mailbox {
        waiting = List.copyOf(waiting);
    }

    /** With one more, or nothing when it is full. */
    public Optional<Mailbox> with(Message message) {
        int bytes = waiting.stream().mapToInt(Message::size).sum() + message.size();
        if (waiting.size() >= MAX_MESSAGES || bytes > MAX_BYTES) {
            return Optional.empty();
        }
        var more = new ArrayList<>(waiting);
        more.add(message);
        return Optional.of(new Mailbox(more));
    }

    /** Without the message of that id and all before it; the same where that id does not wait here. */
    public Mailbox taken(String id) {
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).id().equals(id)) {
                return new Mailbox(waiting.subList(i + 1, waiting.size()));
            }
        }
        return this;
    }
}
