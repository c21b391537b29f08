package dev.botrunner.control.http;

import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** What media types come in and may go out. */
final class Accepts {

    private Accepts() {}

    static boolean answer(Endpoint.Answers answers, HttpFields headers) {
        @Nullable String accept = headers.get(HttpHeader.ACCEPT);
        if (accept == null || accept.equals("*/*") || accept.equals("application/json")) {
            return answers != Endpoint.Answers.EVENT_STREAM || accept == null || accept.equals("*/*");
        }
        // A quality of 0 refuses: what is left is what is wanted.
        List<String> wanted = headers.getQualityCSV(HttpHeader.ACCEPT);
        return switch (answers) {
            case JSON -> anyOf(wanted, "*/*", "application/*", "application/json", "application/problem+json");
            case EVENT_STREAM -> anyOf(wanted, "*/*", "text/*", "text/event-stream");
            case ANYTHING -> true;
        };
    }

    /** Whether a body is said to be JSON, in UTF-8, and not packed. */
    static boolean body(HttpFields headers) {
        @Nullable String type = headers.get(HttpHeader.CONTENT_TYPE);
        if (type == null || headers.contains(HttpHeader.CONTENT_ENCODING)) {
            return false;
        }
        if (type.equals("application/json")) {
            return true;
        }
        int semicolon = type.indexOf(';');
        String media = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
        String rest = semicolon < 0 ? "" : type.substring(semicolon + 1).strip().replace("\"", "");
        return media.equalsIgnoreCase("application/json") && (rest.isEmpty() || rest.equalsIgnoreCase("charset=utf-8"));
    }

    private static boolean anyOf(List<String> wanted, String... types) {
        for (String range : wanted) {
            int semicolon = range.indexOf(';');
            String bare = (semicolon < 0 ? range : range.substring(0, semicolon)).strip();
            for (String type : types) {
                if (bare.equalsIgnoreCase(type)) {
                    return true;
                }
            }
        }
        return false;
    }
}
