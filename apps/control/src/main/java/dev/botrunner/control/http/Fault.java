package dev.botrunner.control.http;

import dev.botrunner.session.Json;

/**
 * One thing that is wrong with a request. Details never repeat what was sent.
 *
 * @param place a JSON pointer ({@code ""} is the body), or the name of a query parameter
 * @param code for example {@code unknown_member}
 */
public record Fault(Where where, String place, String code, String detail) {

    /** What {@code place} names. */
    public enum Where {
        BODY,
        QUERY
    }

    public static Fault at(String pointer, String code, String detail) {
        return new Fault(Where.BODY, pointer, code, detail);
    }

    public static Fault inParameter(String name, String code, String detail) {
        return new Fault(Where.QUERY, name, code, detail);
    }

    Json.Obj json() {
        String name = switch (where) {
            case BODY -> "pointer";
            case QUERY -> "parameter";
        };
        return Json.obj()
                .put(name, place)
                .put("code", code)
                .put("detail", detail)
                .build();
    }
}
