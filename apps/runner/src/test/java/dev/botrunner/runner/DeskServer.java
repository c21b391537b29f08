package dev.botrunner.runner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.botrunner.link.Answer;
import dev.botrunner.link.EventsCall;
import dev.botrunner.link.LinkAnswers;
import dev.botrunner.link.LinkCalls;
import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.Redeemed;
import dev.botrunner.link.SessionLink;
import dev.botrunner.link.Tickets;
import dev.botrunner.link.Work;
import dev.botrunner.loop.Threads;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Json;
import dev.botrunner.session.SessionToken;
import dev.botrunner.session.Ticket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The link of a desk over the JDK's own HTTP server: as much of a control server as the client needs. */
public final class DeskServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Threads.virtualPerTask("desk-");
    private final Semaphore claims = new Semaphore(0);
    private final LinkDesk desk;
    private final Tickets tickets;

    public DeskServer(LinkDesk desk, Tickets tickets) throws IOException {
        this.desk = desk;
        this.tickets = tickets;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/link/v1/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply;
            try {
                reply = reply(exchange);
            } catch (DependencyException e) {
                reply = problem(503, e.failure().code().name().toLowerCase(Locale.ROOT));
            } catch (InterruptedException e) {
                reply = problem(503, "stopping");
            }
            byte[] body = reply.status() == 204 ? new byte[0] : reply.body().bytes();
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private record Reply(int status, Json body) {}

    private Reply reply(HttpExchange exchange) throws IOException, InterruptedException {
        Json body = Json.parse(exchange.getRequestBody().readAllBytes());
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        String bearer = header == null ? "" : header.substring("Bearer ".length());
        String call = exchange.getRequestURI().getPath().substring("/link/v1/".length());
        return switch (call) {
            case "claim" -> {
                var claim = LinkCalls.readClaim(body);
                claims.release();
                yield switch (desk.claim(claim.claiming(), claim.atMost())) {
                    case Work.Orders orders -> new Reply(200, LinkAnswers.work(orders));
                    case Work.Retired _ -> problem(410, "retired");
                };
            }
            case "exited" -> {
                var exited = LinkCalls.readExited(body);
                desk.exited(exited.me(), exited.child(), exited.status());
                yield new Reply(204, Json.nil());
            }
            case "redeem" -> redeem(new Ticket(bearer), body);
            default -> {
                var token = tickets.token(bearer);
                yield token.isEmpty() ? problem(401, "unauthorized") : session(call, token.get(), body);
            }
        };
    }

    /** Waits for the next call for a claim. */
    boolean awaitClaim() throws InterruptedException {
        return claims.tryAcquire(60, TimeUnit.SECONDS);
    }

    private Reply redeem(Ticket ticket, Json body) {
        return switch (desk.redeem(ticket, LinkCalls.readRedeem(body))) {
            case Redeemed.Granted granted -> new Reply(200, LinkAnswers.redeemed(granted));
            case Redeemed.Superseded _ -> over(Answer.SUPERSEDED);
            case Redeemed.Ended _ -> over(Answer.ENDED);
            case Redeemed.Refused(String _, boolean tryAgain) ->
                tryAgain ? problem(503, "store_unavailable") : problem(401, "unauthorized");
        };
    }

    private Reply session(String call, SessionToken token, Json body) throws InterruptedException {
        SessionLink session = desk.session(token);
        return switch (call) {
            case "joined" -> {
                Answer answer = session.joined();
                yield answer == Answer.GO_ON ? new Reply(200, Json.Obj.EMPTY) : over(answer);
            }
            case "beat" -> {
                var beat = LinkCalls.readBeat(body);
                var orders = session.beat(beat.report(), beat.hold());
                yield orders.answer() == Answer.GO_ON
                        ? new Reply(200, LinkAnswers.orders(orders))
                        : over(orders.answer());
            }
            case "events" -> {
                Answer standing = desk.standing(token);
                yield standing == Answer.GO_ON
                        ? new Reply(200, EventsCall.answer(EventsCall.read(body).publishTo(session.events())))
                        : over(standing);
            }
            case "finish" -> {
                var finished = session.finish(LinkCalls.readFinish(body));
                yield finished.answer() == Answer.GO_ON
                        ? new Reply(200, LinkAnswers.finished(finished))
                        : over(finished.answer());
            }
            default -> problem(404, "no_route");
        };
    }

    private static Reply over(Answer answer) {
        return switch (answer) {
            case SUPERSEDED -> problem(409, "superseded");
            case ENDED -> problem(409, "ended");
            case UNKNOWN -> problem(404, "not_found");
            case GO_ON -> throw new IllegalStateException("It may go on");
        };
    }

    private static Reply problem(int status, String code) {
        return new Reply(status, Json.obj().put("code", code).build());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
