package dev.botrunner.control;

import dev.botrunner.control.auth.Cookies;
import dev.botrunner.control.auth.KeyGate;
import dev.botrunner.control.auth.Keyring;
import dev.botrunner.control.auth.LoginRoutes;
import dev.botrunner.control.auth.LoginTries;
import dev.botrunner.control.auth.Proxies;
import dev.botrunner.control.http.Endpoint;
import dev.botrunner.control.http.Gate;
import dev.botrunner.control.measure.Meters;
import dev.botrunner.control.measure.MirrorMeter;
import dev.botrunner.control.settings.ControlSettings;
import dev.botrunner.join.Admission;
import dev.botrunner.join.JoinDesk;
import dev.botrunner.join.PageCursor;
import dev.botrunner.join.SessionDesk;
import dev.botrunner.join.SessionWatch;
import dev.botrunner.link.EitherTicketCheck;
import dev.botrunner.link.HmacTicketCheck;
import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.LinkKeys;
import dev.botrunner.link.TicketCheck;
import dev.botrunner.link.Tickets;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.session.SecretSealer;
import dev.botrunner.session.Signer;
import dev.botrunner.session.Ulid;
import dev.botrunner.stream.Cursors;
import dev.botrunner.stream.EventFeed;
import dev.botrunner.stream.StreamLimits;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Everything that a serving control server answers with: the desks behind its routes, and the routes. */
final class Api implements AutoCloseable {

    private final Gate gate;
    private final SessionWatch watch;
    private final LinkDesk link;
    private final EventFeed feed;
    private final List<Endpoint> endpoints;
    private final List<Endpoint> linkEndpoints;

    private Api(
            Gate gate,
            SessionWatch watch,
            LinkDesk link,
            EventFeed feed,
            List<Endpoint> endpoints,
            List<Endpoint> linkEndpoints) {
        this.gate = gate;
        this.watch = watch;
        this.link = link;
        this.feed = feed;
        this.endpoints = List.copyOf(endpoints);
        this.linkEndpoints = List.copyOf(linkEndpoints);
    }

    /** @param relays whether this replica is the one that brings the outbox to the broker */
    static Api of(ControlSettings settings, Inputs inputs, Backend backend, Meters meters, BooleanSupplier relays) {
        var signer = new Signer(inputs.seal());
        var sealer = new SecretSealer(inputs.seal());
        var tickets = new Tickets(signer);
        var random = new SecureRandom();
        var watch = new SessionWatch(backend.store().ledger(), backend.ticker());
        var link = link(backend, new LinkKeys(check(settings, inputs, backend, tickets), tickets, sealer));
        var feed = feed(settings, backend, new MirrorMeter(backend.events(), meters, relays), signer);
        meters.gauge("stream.clients", "Open event streams", feed::clients);
        meters.count("stream.events", "Events that the broker has told this server", feed::heard);
        meters.count("stream.cut", "Streams that were cut since they did not keep up", feed::cut);
        var admission = new Admission(inputs.profiles(), new AssetPersonalities(), backend.rules(), sealer, signer);
        var joins = new JoinDesk(admission, backend.store(), watch, backend.ticker(), random);
        var sessions = new SessionDesk(backend.store(), backend.rules());
        Keyring keys = FileKeyring.of(inputs.keys());
        var cookies = new Cookies(
                signer, backend.ticker(), !settings.listening().http().isLoopback());
        List<Endpoint> endpoints = new ArrayList<>(new JoinRoutes(joins).endpoints());
        endpoints.addAll(new SessionRoutes(sessions, new PageCursor(signer), messageIds(backend, random)).endpoints());
        endpoints.addAll(new EventRoutes(sessions, feed).endpoints());
        endpoints.addAll(new QueueRoutes(sessions, inputs.profiles()).endpoints());
        endpoints.addAll(new BotsRoutes(inputs.profiles()).endpoints());
        endpoints.addAll(logins(settings, backend, keys, cookies).endpoints());
        endpoints.addAll(new DocumentRoutes().endpoints());
        endpoints.addAll(new PageRoutes().endpoints());
        Gate gate = settings.trust().keys() ? new KeyGate(keys, cookies) : Gate.OPEN;
        return new Api(gate, watch, link, feed, endpoints, new LinkRoutes(link, tickets).endpoints());
    }

    /** Tickets of plain machines first: they are told by their first letters. */
    private static TicketCheck check(ControlSettings settings, Inputs inputs, Backend backend, Tickets tickets) {
        List<TicketCheck> checks = new ArrayList<>(List.of(new HmacTicketCheck(tickets)));
        checks.addAll(Adapters.ticketChecks(
                settings.trust().ticketIssuer(),
                () -> inputs.launchers(settings.backing().launcher()),
                backend.ticker()));
        return new EitherTicketCheck(checks);
    }

    private static LinkDesk link(Backend backend, LinkKeys keys) {
        return new LinkDesk(
                backend.store().queue(),
                backend.store().ledger(),
                backend.rules(),
                keys,
                backend.events(),
                backend.ticker());
    }

    private static EventFeed feed(ControlSettings settings, Backend backend, EventTransport events, Signer signer) {
        return new EventFeed(
                events,
                new Cursors(signer),
                backend.ticker(),
                StreamLimits.of(settings.limits().streams()),
                new SecureRandom());
    }

    private static LoginRoutes logins(ControlSettings settings, Backend backend, Keyring keys, Cookies cookies) {
        var tries = new LoginTries(backend.ticker());
        return new LoginRoutes(
                keys, cookies, tries, new Proxies(settings.trust().proxies()));
    }

    Gate gate() {
        return gate;
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    List<Endpoint> linkEndpoints() {
        return linkEndpoints;
    }

    void start() {
        feed.start();
    }

    /** Lets go of runners, workers and joins that are held. */
    void letGo() {
        watch.close();
        link.close();
    }

    void closeStreams() throws InterruptedException {
        feed.shutDown(Duration.ofSeconds(5));
    }

    @Override
    public void close() {
        feed.close();
        watch.close();
        link.close();
    }

    private static Supplier<String> messageIds(Backend backend, RandomGenerator random) {
        return () -> Ulid.of(backend.ticker().now().toEpochMilli(), random);
    }
}
