package dev.botrunner.control;

import dev.botrunner.control.auth.Cookies;
import dev.botrunner.control.auth.Key;
import dev.botrunner.control.auth.KeyGate;
import dev.botrunner.control.auth.ListedKeys;
import dev.botrunner.control.auth.LoginRoutes;
import dev.botrunner.control.auth.LoginTries;
import dev.botrunner.control.auth.Proxies;
import dev.botrunner.control.http.Endpoint;
import dev.botrunner.control.http.Entrance;
import dev.botrunner.control.http.Observer;
import dev.botrunner.control.http.Origins;
import dev.botrunner.control.http.RawHttp;
import dev.botrunner.control.http.TestDoors;
import dev.botrunner.control.measure.Meters;
import dev.botrunner.files.BotsFile;
import dev.botrunner.files.KeyScope;
import dev.botrunner.join.Admission;
import dev.botrunner.join.JoinDesk;
import dev.botrunner.join.PageCursor;
import dev.botrunner.join.Profile;
import dev.botrunner.join.Profiles;
import dev.botrunner.join.SessionDesk;
import dev.botrunner.join.SessionWatch;
import dev.botrunner.link.HmacTicketCheck;
import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.LinkKeys;
import dev.botrunner.link.Tickets;
import dev.botrunner.loop.Health;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.memory.MemoryTransport;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.SecretSealer;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionToken;
import dev.botrunner.session.Signer;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Ulid;
import dev.botrunner.stream.Cursors;
import dev.botrunner.stream.EventFeed;
import dev.botrunner.stream.StreamLimits;
import dev.botrunner.testkit.RecordingOutlet;
import dev.botrunner.testkit.SettableCaps;
import dev.botrunner.testkit.faults.FaultyStore;
import dev.botrunner.testkit.faults.ScriptedFaults;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** All routes over a queue in memory, behind one port. The keys of its tenants are their names. */
final class ApiUnderTest implements AutoCloseable {

    private static final String BOTS = """
            default: echo
            bots:
              echo: {java: dev.botrunner.bot.echo.EchoBot}
              support: {exec: [x], env: {HUSH: environment-canary}, secrets_from: [secrets-canary],
                        limits: {sessions: 4}, pool: {idle: 1, max: 2}, pod: {spec: {hush: pod-canary}}}
            """;
    private static final Set<KeyScope> TENANT = Set.of(KeyScope.JOIN, KeyScope.READ, KeyScope.STOP, KeyScope.EVENTS);

    /** The most streams that may be open. */
    static final int STREAMS = 50;

    final SettableCaps caps = new SettableCaps();
    final ScriptedFaults faults = new ScriptedFaults();
    final RecordingOutlet broker = new RecordingOutlet();
    final Health health = new Health();
    final Profiles profiles = BotsFile.parse(BOTS, "bots.yaml").profiles();
    private final SealKeys keys = SealKeys.random();
    private final Ticker ticker = Ticker.system();
    /** The store's clock: on a busy machine joins would come too late by the true one. */
    private final Ticker slow = new Ticker() {
        private final Instant began = Instant.now();

        @Override
        public long nanos() {
            return Duration.between(began, Instant.now()).toNanos() / 50;
        }

        @Override
        public Instant now() {
            return began.plusNanos(nanos());
        }
    };

    private final Store store = FaultyStore.around(new MemoryStore(caps, slow, Duration.ofHours(72)).store(), faults);
    final EventTransport events = new MemoryTransport(ticker, Duration.ofHours(24));
    final EventFeed feed = new EventFeed(
                    events, new Cursors(new Signer(keys)), ticker, StreamLimits.of(STREAMS), new SecureRandom())
            .start();
    private final SessionWatch watch = new SessionWatch(store.ledger(), ticker);
    private final Tickets tickets = new Tickets(new Signer(keys));
    private final LinkDesk link = link();
    final TestDoors doors;
    volatile boolean ready = true;

    ApiUnderTest() {
        var signer = new Signer(keys);
        var ring = new ListedKeys(() -> List.of(
                key("acme", Optional.of(new Tenant("acme")), false, TENANT),
                key("other", Optional.of(new Tenant("other")), false, TENANT),
                key("boss", Optional.of(new Tenant("acme")), false, Set.of(KeyScope.READ, KeyScope.ADMIN)),
                key("worker", Optional.empty(), false, Set.of(KeyScope.WORK)),
                key("nothing", Optional.of(new Tenant("acme")), false, Set.of()),
                key("root", Optional.empty(), true, Set.of(KeyScope.values()))));
        var cookies = new Cookies(signer, ticker, false);
        List<Endpoint> all = new ArrayList<>();
        all.addAll(new JoinRoutes(joins()).endpoints());
        var sessions = new SessionDesk(store, Lifecycle.standard());
        all.addAll(new SessionRoutes(sessions, new PageCursor(signer), this::newId).endpoints());
        all.addAll(new EventRoutes(sessions, feed).endpoints());
        all.addAll(new QueueRoutes(sessions, () -> profiles).endpoints());
        all.addAll(new BotsRoutes(() -> profiles).endpoints());
        all.addAll(new DocumentRoutes().endpoints());
        all.addAll(new PageRoutes().endpoints());
        all.addAll(new LinkRoutes(link, tickets).endpoints());
        all.addAll(new ManagementRoutes(() -> ready, health, new Meters(), () -> {}).endpoints());
        all.addAll(new LoginRoutes(ring, cookies, new LoginTries(ticker), new Proxies(List.of())).endpoints());
        doors = new TestDoors(
                new Entrance(all, new KeyGate(ring, cookies), Origins.NONE, Observer.NONE, Duration.ofSeconds(1)));
    }

    private JoinDesk joins() {
        var admission = new Admission(
                () -> profiles,
                new AssetPersonalities(),
                Lifecycle.standard(),
                new SecretSealer(keys),
                new Signer(keys));
        return new JoinDesk(admission, store, watch, ticker, new SecureRandom());
    }

    private LinkDesk link() {
        var linkKeys = new LinkKeys(new HmacTicketCheck(tickets), tickets, new SecretSealer(keys));
        return new LinkDesk(store.queue(), store.ledger(), Lifecycle.standard(), linkKeys, broker, ticker);
    }

    private String newId() {
        return Ulid.of(ticker.now().toEpochMilli(), new SecureRandom());
    }

    private static Key key(String key, Optional<Tenant> tenant, boolean every, Set<KeyScope> scopes) {
        return new Key(sha256(key), tenant, every, scopes);
    }

    private static String sha256(String key) {
        try {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError(missing);
        }
    }

    /** A request of tenant acme. */
    RawHttp.Answer ask(String line, String body, String... headers) {
        return as("acme", line, body, headers);
    }

    /** @param key whose; empty: without one */
    RawHttp.Answer as(String key, String line, String body, String... headers) {
        var request = new StringBuilder(line).append(" HTTP/1.1\r\nHost: x\r\n");
        if (!key.isEmpty()) {
            request.append("Authorization: Bearer ").append(key).append("\r\n");
        }
        boolean typed = false;
        for (String header : headers) {
            request.append(header).append("\r\n");
            typed |= header.toLowerCase(Locale.ROOT).startsWith("content-type:");
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            request.append("Content-Length: ").append(bytes.length).append("\r\n");
            request.append(typed ? "" : "Content-Type: application/json\r\n");
        } else if (line.startsWith("POST")) {
            request.append("Content-Length: 0\r\n");
        }
        return RawHttp.ask(doors.port(), request.append("\r\n").append(body).toString());
    }

    /** A session of acme in this room. */
    String joined(String room) {
        RawHttp.Answer answer = ask("POST /v1/join", "{\"room_url\":\"" + room + "\"}");
        return answer.json().textAt("session_id").orElseThrow(() -> new AssertionError(answer.body()));
    }

    /** A session token as redeem would have given it to another runner of that session, then. */
    String tokenOf(String session, Instant issuedAt) {
        return tickets.token(new SessionToken(
                new SessionId(session),
                new Tenant("acme"),
                new BotName("echo"),
                1,
                new Instance("somebody"),
                "https://rooms.example/x",
                issuedAt,
                Profile.DEFAULT_TERMS,
                "another epoch",
                1,
                Optional.empty()));
    }

    int sessions() {
        return ask("GET /v1/sessions?limit=500", "")
                .json()
                .itemsAt("sessions")
                .orElseThrow()
                .size();
    }

    @Override
    public void close() {
        feed.close();
        doors.close();
        events.close();
        link.close();
        watch.close();
    }
}
