package dev.botrunner.control;

import dev.botrunner.control.http.Call;
import dev.botrunner.control.http.Caller;
import dev.botrunner.control.http.Endpoint;
import dev.botrunner.control.http.Fault;
import dev.botrunner.control.http.Problem;
import dev.botrunner.control.http.ProblemCode;
import dev.botrunner.control.http.Refusal;
import dev.botrunner.control.http.Reply;
import dev.botrunner.control.http.Route;
import dev.botrunner.files.KeyScope;
import dev.botrunner.link.Answer;
import dev.botrunner.link.BadCall;
import dev.botrunner.link.EventsCall;
import dev.botrunner.link.Finished;
import dev.botrunner.link.LinkAnswers;
import dev.botrunner.link.LinkCalls;
import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.Orders;
import dev.botrunner.link.Redeemed;
import dev.botrunner.link.Tickets;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.session.Json;
import dev.botrunner.session.SessionToken;
import dev.botrunner.session.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The link: what runners and workers call, on its own port. What is held is held by a virtual thread. */
public final class LinkRoutes {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final LinkDesk desk;
    private final Tickets tickets;

    /** @param tickets reads session tokens */
    public LinkRoutes(LinkDesk desk, Tickets tickets) {
        this.desk = desk;
        this.tickets = tickets;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/link/v1/claim", strict(this::claim), KeyScope.WORK),
                Endpoint.post("/link/v1/exited", strict(this::exited), KeyScope.WORK),
                // These prove themselves by a ticket or a session token, which no key ring knows.
                Endpoint.post("/link/v1/redeem", strict(this::redeem)),
                Endpoint.post("/link/v1/joined", strict(this::joined)),
                Endpoint.post("/link/v1/beat", strict(this::beat)),
                Endpoint.post("/link/v1/events", strict(this::events)),
                Endpoint.post("/link/v1/finish", strict(this::finish)));
    }

    private Reply claim(Call call) throws InterruptedException {
        LinkCalls.ClaimCall claim = LinkCalls.readClaim(call.object());
        return switch (worker(call).claim(claim.claiming(), claim.atMost())) {
            case Work.Orders orders -> Reply.ok(LinkAnswers.work(orders));
            case Work.Retired _ ->
                Reply.problem(ProblemCode.RETIRED, "This pod is no longer wanted: leave with exit code 0");
        };
    }

    /** Who has a key may claim whatever is asked for; a pod what its own token says. */
    private WorkerLink worker(Call call) {
        boolean hasKey = call.caller().proof() == Caller.Proof.KEY;
        Optional<WorkerLink> pod = hasKey ? Optional.empty() : call.bearer().flatMap(desk::ofPod);
        if (pod.isEmpty() && !call.caller().may(Set.of(KeyScope.WORK))) {
            throw new Refusal(
                    ProblemCode.UNAUTHORIZED,
                    "Authorization: Bearer with a key of scope work, or with the token of a pod that may claim, is expected");
        }
        return pod.orElse(desk);
    }

    private Reply exited(Call call) {
        LinkCalls.ExitedCall exited = LinkCalls.readExited(call.object());
        worker(call).exited(exited.me(), exited.child(), exited.status());
        return Reply.noContent();
    }

    private Reply redeem(Call call) {
        Ticket ticket = new Ticket(call.bearer().orElseThrow(LinkRoutes::unauthorized));
        return switch (desk.redeem(ticket, LinkCalls.readRedeem(call.object()))) {
            case Redeemed.Granted granted -> Reply.ok(LinkAnswers.redeemed(granted));
            case Redeemed.Superseded _ -> over(Answer.SUPERSEDED);
            case Redeemed.Ended _ -> over(Answer.ENDED);
            case Redeemed.Refused(String why, boolean tryAgain) -> {
                if (!tryAgain) {
                    throw unauthorized();
                }
                yield Reply.problem(
                        Problem.of(ProblemCode.STORE_UNAVAILABLE, why).retryIn(SOON));
            }
        };
    }

    private Reply joined(Call call) {
        SessionToken token = token(call);
        if (call.body().length > 0) {
            LinkCalls.readJoined(call.object());
        }
        Answer answer = desk.session(token).joined();
        return answer == Answer.GO_ON ? Reply.ok(Json.Obj.EMPTY) : over(answer);
    }

    private Reply beat(Call call) throws InterruptedException {
        SessionToken token = token(call);
        LinkCalls.BeatCall beat = LinkCalls.readBeat(call.object());
        Orders orders = desk.session(token).beat(beat.report(), beat.hold());
        return orders.answer() == Answer.GO_ON ? Reply.ok(LinkAnswers.orders(orders)) : over(orders.answer());
    }

    private Reply events(Call call) throws InterruptedException {
        SessionToken token = token(call);
        EventsCall events = EventsCall.read(Json.parse(call.body()));
        Answer standing = desk.standing(token);
        return standing == Answer.GO_ON
                ? Reply.ok(
                        EventsCall.answer(events.publishTo(desk.session(token).events())))
                : over(standing);
    }

    private Reply finish(Call call) {
        SessionToken token = token(call);
        Finished finished = desk.session(token).finish(LinkCalls.readFinish(call.object()));
        return finished.answer() == Answer.GO_ON ? Reply.ok(LinkAnswers.finished(finished)) : over(finished.answer());
    }

    private SessionToken token(Call call) {
        Optional<SessionToken> token = call.bearer().flatMap(tickets::token);
        return token.orElseThrow(LinkRoutes::unauthorized);
    }

    private static Reply over(Answer answer) {
        return switch (answer) {
            case SUPERSEDED ->
                Reply.problem(
                        ProblemCode.SUPERSEDED, "Another attempt or process has this session: leave at once, exit 30");
            case ENDED ->
                Reply.problem(
                        ProblemCode.ENDED,
                        "This session has ended, or ends before its bot was in the room: leave at once, exit 30");
            case UNKNOWN ->
                Reply.problem(
                        ProblemCode.NOT_FOUND,
                        "There is no such session, and its token is too old to take it back: leave at once, exit 30");
            case GO_ON -> throw new IllegalStateException("A runner that may go on was about to be turned away");
        };
    }

    private static Refusal unauthorized() {
        return new Refusal(
                ProblemCode.UNAUTHORIZED, "Authorization: Bearer with a ticket or session token is expected");
    }

    private static Route strict(Route route) {
        return call -> {
            try {
                return route.answer(call);
            } catch (BadCall bad) {
                List<Fault> faults = bad.faults().stream()
                        .map(fault -> Fault.at(fault.pointer(), fault.code(), fault.detail()))
                        .toList();
                return Reply.problem(
                        Problem.of(ProblemCode.INVALID_REQUEST, "The body is not what the contract says for this call")
                                .withErrors(faults));
            }
        };
    }
}
