package dev.botrunner.control.http;

/** Counts answers. Called on the request's thread, for every request. */
@FunctionalInterface
public interface Observer {

    /** No route was found. */
    String NO_ROUTE = "none";

    /**
     * @param route the endpoint's template, or {@link #NO_ROUTE}
     * @param nanos since the request's first byte
     * @param waited whether the caller asked that the answer waits
     */
    void answered(String route, int status, long nanos, boolean waited);

    Observer NONE = (_, _, _, _) -> {};
}
