package dev.botrunner.control.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The errors that the HTTP server finds by itself: requests that are none, too large headers, its own failures. */
final class ProblemErrors implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ProblemCode code = ProblemCode.ofStatus(response.getStatus());
        if (code == ProblemCode.METHOD_NOT_ALLOWED) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, POST, DELETE");
        }
        Problem problem = Problem.of(code, detail(code));
        Answering.write(code == ProblemCode.INTERNAL ? problem : problem.closing(), request, response, callback);
        return true;
    }

    private static String detail(ProblemCode code) {
        if (code == ProblemCode.HEADERS_TOO_LARGE || code == ProblemCode.URI_TOO_LONG) {
            return "The request line and the headers have at most " + Doors.HEADER_BYTES / 1024 + " KiB together";
        }
        if (code == ProblemCode.VERSION_NOT_SUPPORTED || code == ProblemCode.UPGRADE_REQUIRED) {
            return "HTTP/1.1 is spoken here";
        }
        if (code == ProblemCode.INTERNAL) {
            return "This should not happen; the server's log says more";
        }
        return code == ProblemCode.TIMEOUT
                ? "The request did not arrive in time"
                : "This is not a request as RFC 9110 and RFC 9112 write it";
    }
}
