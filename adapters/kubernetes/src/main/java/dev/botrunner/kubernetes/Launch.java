package dev.botrunner.kubernetes;

import dev.botrunner.launch.ObjectShape;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionSpec;
import java.util.List;

/**
 * All that an object is made from. The same launch makes the same object.
 *
 * @param linkUrl how its runner reaches the link
 */
record Launch(SessionHead head, SessionSpec spec, ObjectShape shape, String linkUrl) {

    ObjectName name() {
        return new ObjectName(head.id(), head.progress().attempt());
    }

    /** Its pod, as an object of that kind has it. */
    PodMaking pod(ObjectKind kind) {
        return new PodMaking(
                spec.bot(),
                shape,
                linkUrl,
                Marks.labels(kind, name(), spec.bot(), spec.tenant()),
                List.of(),
                Variables.of(this),
                clocks().terminationGraceSeconds());
    }

    Clocks clocks() {
        return new Clocks(head.terms());
    }
}
