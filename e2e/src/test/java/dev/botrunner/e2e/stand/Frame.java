package dev.botrunner.e2e.stand;

import dev.botrunner.session.Json;
import dev.botrunner.testkit.SseReader.Block;
import java.util.Optional;

/**
 * One thing that a stream of events said.
 *
 * @param id the cursor to go on behind it
 * @param notice the name of a notice; absent for an event of the bus
 */
public record Frame(String id, Optional<String> notice, Json.Obj data) {

    private static final String UNNAMED = "message";

    /** Of a block with data; others only refresh the cursor. */
    static Optional<Frame> of(Block block) {
        Optional<String> notice = Optional.of(block.event()).filter(name -> !name.equals(UNNAMED));
        if (notice.filter(name -> !name.startsWith("stream.")).isPresent()) {
            throw new AssertionError("A notice of a name that nobody knows: " + block);
        }
        return block.data().map(_ -> new Frame(block.id(), notice, block.json()));
    }

    /** The id of the block: an event has one of its own. */
    static String checkedId(Block block, String before) {
        if (block.is(UNNAMED) && block.id().equals(before)) {
            throw new AssertionError("An event without an id of its own: " + block);
        }
        return block.id();
    }

    public boolean isNotice(String name) {
        return notice.filter(name::equals).isPresent();
    }

    public boolean isEvent() {
        return notice.isEmpty();
    }

    /** The event, where it is none of the notices. */
    public Told told() {
        if (!isEvent()) {
            throw new IllegalStateException("A notice is no event: " + this);
        }
        return new Told(data);
    }

    @Override
    public String toString() {
        return notice.orElse("event") + " " + data.text();
    }
}
