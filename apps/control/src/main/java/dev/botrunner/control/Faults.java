package dev.botrunner.control;

import dev.botrunner.control.http.Fault;
import dev.botrunner.control.http.Problem;
import dev.botrunner.control.http.ProblemCode;
import dev.botrunner.control.http.Refusal;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Ulid;
import java.util.List;

/** Faults that several routes answer alike. */
final class Faults {

    private Faults() {}

    /** Members of the body are at fault: all of them, together. */
    static Problem inMembers(List<dev.botrunner.join.Fault> faults) {
        return Problem.of(ProblemCode.INVALID_REQUEST, "Members of the body are at fault: see errors")
                .withErrors(faults.stream()
                        .map(fault -> Fault.at(fault.pointer(), fault.code().word(), fault.detail()))
                        .toList());
    }

    static Refusal noSession() {
        return new Refusal(ProblemCode.NOT_FOUND, "There is no session of this id");
    }

    /** The id in a path; what is no id names nothing. */
    static SessionId session(String id) {
        if (!Ulid.isValid(id)) {
            throw noSession();
        }
        return new SessionId(id);
    }
}
