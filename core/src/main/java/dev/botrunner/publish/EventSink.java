package dev.botrunner.publish;

import java.util.OptionalLong;

/** Where a tail goes. Called from one thread of the transport at a time; must not hold it. */
public interface EventSink {

    /** The tail stands here: told first, and from time to time while nothing comes. */
    void at(Position position);

    void event(Envelope envelope, Position position);

    /** Events are missing here; how many, where that is known. */
    void gap(OptionalLong lost);

    /** The broker is another one: positions from before mean nothing. */
    void reset(String epoch);
}
