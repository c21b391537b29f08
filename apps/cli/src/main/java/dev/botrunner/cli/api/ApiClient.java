package dev.botrunner.cli.api;

import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Calls one control server. Made on {@link HttpURLConnection}: a command that asks once and is gone starts faster with
 * it than with the JDK's newer client. For one thread.
 */
public final class ApiClient {

    static {
        // The JDK would send a POST a second time by itself when a connection breaks.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MOST = 64 << 20;

    private final Target target;

    public ApiClient(Target target) {
        this.target = target;
    }

    public Target target() {
        return target;
    }

    /** The answer, whatever its status. */
    public Answer ask(Call call) throws Unreachable {
        try {
            HttpURLConnection connection = send(call);
            int status = connection.getResponseCode();
            byte[] body = body(connection);
            return new Answer(status, headers(connection), json(body));
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** The answer, which is that it was done. */
    public Answer call(Call call) throws Unreachable, Refused {
        Answer answer = ask(call);
        if (!answer.isDone()) {
            throw new Refused(answer);
        }
        return answer;
    }

    /** An answer that is read as it comes. Reading longer than the call's patience without a byte fails. */
    public OpenAnswer open(Call call) throws Unreachable {
        try {
            HttpURLConnection connection = send(call);
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_OK) {
                return new OpenAnswer(
                        status,
                        headers(connection),
                        connection.getInputStream(),
                        Optional.empty(),
                        connection::disconnect);
            }
            Optional<Json> body = json(body(connection));
            return new OpenAnswer(
                    status, headers(connection), InputStream.nullInputStream(), body, connection::disconnect);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private HttpURLConnection send(Call call) throws IOException {
        var connection = (HttpURLConnection) target.at(call.path()).toURL().openConnection();
        connection.setRequestMethod(call.method());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) call.patience().toMillis());
        connection.setRequestProperty("Accept", "application/json, application/problem+json, text/event-stream");
        connection.setRequestProperty("User-Agent", "botrunner");
        target.key().ifPresent(key -> connection.setRequestProperty("Authorization", "Bearer " + key));
        call.headers().forEach(connection::setRequestProperty);
        if (call.body().isPresent()) {
            byte[] document = call.body().get().bytes();
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            try (OutputStream out = connection.getOutputStream()) {
                out.write(document);
            }
        }
        return connection;
    }

    private static byte[] body(HttpURLConnection connection) throws IOException {
        InputStream stream = connection.getResponseCode() < 400 ? connection.getInputStream() : error(connection);
        try (stream) {
            return stream.readNBytes(MOST);
        }
    }

    private static InputStream error(HttpURLConnection connection) {
        InputStream stream = connection.getErrorStream();
        return stream == null ? InputStream.nullInputStream() : stream;
    }

    private static Map<String, String> headers(HttpURLConnection connection) {
        var headers = new HashMap<String, String>();
        connection.getHeaderFields().forEach((name, values) -> {
            // The status line stands there under no name.
            if (name != null && !values.isEmpty()) {
                headers.put(name.toLowerCase(Locale.ROOT), values.getFirst());
            }
        });
        return headers;
    }

    private static Optional<Json> json(byte[] body) {
        if (body.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.parse(body));
        } catch (MalformedJson _) {
            return Optional.empty();
        }
    }

    private Unreachable unreachable(IOException e) {
        String where = target.toString();
        String sentence = switch (e) {
            case ConnectException _ ->
                "Nobody listens at " + where + ". Is the control server running (botrunner dev), and --url right?";
            case UnknownHostException _ -> "The host of " + where + " has no address. Is --url right?";
            case NoRouteToHostException _ -> "There is no way to " + where + " from this machine.";
            case SocketTimeoutException _ ->
                where + " did not answer in time. Is it a control server, and is it well (botrunner doctor)?";
            case SSLException _ ->
                "No secure connection to " + where + ": " + e.getMessage() + ". Is it https that it speaks?";
            default -> "The connection to " + where + " broke: " + e.getMessage() + ".";
        };
        return new Unreachable(sentence, e);
    }
}
