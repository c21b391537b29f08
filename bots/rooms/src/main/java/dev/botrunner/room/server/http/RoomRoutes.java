package dev.botrunner.room.server.http;

import dev.botrunner.room.server.Hall;
import dev.botrunner.room.server.Limits;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;

/**
 * What there is below the address: the start page, a page for each room, their files, and, where a room's address is asked
 * to become a WebSocket, the room.
 */
final class RoomRoutes extends Handler.Abstract {

    /** Clients at once, those at the doors included. */
    private static final int MOST_SOCKETS = 10_000;

    private static final String READ = "GET, HEAD";

    private final Hall hall;
    private final PageFiles pages;
    private final ServerWebSocketContainer sockets;
    private final AtomicInteger open = new AtomicInteger();

    RoomRoutes(Server server, Hall hall, PageFiles pages) {
        this.hall = hall;
        this.pages = pages;
        this.sockets = ServerWebSocketContainer.ensure(server);
        sockets.setMaxTextMessageSize(Limits.MESSAGE_BYTES);
        sockets.setMaxBinaryMessageSize(Limits.MESSAGE_BYTES);
        sockets.setMaxFrameSize(Limits.MESSAGE_BYTES);
        sockets.setIdleTimeout(RoomDoor.SILENT);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        @Nullable String canonical = request.getHttpURI().getCanonicalPath();
        String path = canonical == null ? "*" : canonical;
        String room = path.endsWith("/") ? path.substring(1, Math.max(1, path.length() - 1)) : path.substring(1);
        if (request.getHeaders().contains(HttpHeader.UPGRADE, "websocket")) {
            upgrade(room, new Exchange(request, response, callback));
        } else {
            answer(path, room, new Exchange(request, response, callback));
        }
        return true;
    }

    private void answer(String path, String room, Exchange exchange) {
        if (!exchange.isRead()) {
            exchange.problem(405, "This path takes: " + READ, READ);
            return;
        }
        Optional<PageFiles.File> file = switch (path) {
            case "/" -> pages.file("start.html");
            case "/healthz" -> Optional.of(PageFiles.json(health()));
            case PageFiles.FOLDER + "about.json" -> Optional.of(pages.about());
            default ->
                path.startsWith(PageFiles.FOLDER)
                        ? pages.served(path.substring(PageFiles.FOLDER.length()))
                        : Optional.of(room).filter(Hall::isName).flatMap(_ -> pages.file("room.html"));
        };
        file.ifPresentOrElse(
                found -> exchange.file(found, pages.policy()),
                () -> exchange.problem(
                        404,
                        "There is nothing at this path. A room is one word: letters, digits, '.', '_' and '-', at most 64",
                        ""));
    }

    private void upgrade(String room, Exchange exchange) {
        if (!Hall.isName(room)) {
            exchange.problem(404, "There is no room at this path", "");
        } else if (!exchange.isOfThisOrigin()) {
            exchange.problem(403, "Pages of other origins may not enter these rooms", "");
        } else if (open.incrementAndGet() > MOST_SOCKETS) {
            open.decrementAndGet();
            exchange.problem(503, "There are too many clients: try again later", "");
        } else if (!upgraded(room, exchange)) {
            open.decrementAndGet();
            exchange.problem(400, "This is not a WebSocket handshake as RFC 6455 writes it", "");
        }
    }

    private boolean upgraded(String room, Exchange exchange) {
        return sockets.upgrade(
                (_, _, _) -> new RoomSocket(hall, room, open::decrementAndGet),
                exchange.request(),
                exchange.response(),
                exchange.callback());
    }

    private String health() {
        Hall.Count count = hall.count();
        return "{\"status\":\"up\",\"rooms\":" + count.rooms() + ",\"participants\":" + count.participants() + "}";
    }
}
