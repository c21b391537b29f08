package dev.botrunner.cli.api;

import dev.botrunner.session.Json;
import java.util.List;
import java.util.Optional;

/** The server answered, and did not do it. Carries the problem document. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Json.Obj problem;
    private final transient Optional<String> retryAfter;

    public Refused(Answer answer) {
        super("Refused with status " + answer.status());
        this.status = answer.status();
        this.problem = answer.body().flatMap(Json::asObj).orElse(Json.Obj.EMPTY);
        this.retryAfter = answer.header("retry-after");
    }

    public int status() {
        return status;
    }

    /** The document as it came, empty where none came. */
    public Json.Obj problem() {
        return problem;
    }

    public String code() {
        return problem.textAt("code").orElse("");
    }

    /** Seconds, as the header said them. */
    public Optional<String> retryAfter() {
        return retryAfter;
    }

    /** What is at fault, member by member. */
    public List<Json.Obj> errors() {
        return problem.itemsAt("errors").orElse(List.of()).stream()
                .flatMap(item -> item.asObj().stream())
                .toList();
    }
}
