package dev.botrunner.e2e.stand;

import dev.botrunner.session.Json;

/** How a session ended, in the contract's words. */
public record End(String outcome, String reason, String stage, String blame, Json attempt, Json exitCode) {

    static End of(Json.Obj end) {
        return new End(
                end.textAt("outcome").orElseThrow(),
                end.textAt("reason").orElseThrow(),
                end.textAt("stage").orElseThrow(),
                end.textAt("blame").orElse("nobody"),
                end.member("attempt").orElseThrow(),
                end.member("exit_code").orElseThrow());
    }

    /** Outcome and reason, as the contract's table writes them. */
    public String word() {
        return outcome + "/" + reason;
    }

    public int code() {
        return (int) ((Json.Num) exitCode).asInteger().orElseThrow();
    }
}
