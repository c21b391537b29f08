package dev.botrunner.kubernetes;

import dev.botrunner.launch.ObjectShape;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionSpec;

/**
 * All that an object is made from. The same launch makes the same object.
 *
 * @param linkUrl how its runner reaches the link
 */
record Launch(SessionHead head, SessionSpec spec, ObjectShape shape, String linkUrl) {

    ObjectName name() {
        return new ObjectName(head.id(), head.progress().attempt());
    }

    Clocks clocks() {
        return new Clocks(head.terms());
    }
}
