package dev.botrunner.control.settings;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flags of {@code control}, as texts: what is wrong with them is found out in one place, so that all faults are told
 * together.
 */
public final class ControlOptions {

    @Option(names = "--role", paramLabel = "ROLE", description = "all, serve or dispatch (default: all)")
    @Nullable
    String role;

    @Option(names = "--http", paramLabel = "ADDRESS:PORT", description = "the API (default: 127.0.0.1:8080)")
    @Nullable
    String http;

    @Option(
            names = "--manage",
            paramLabel = "ADDRESS:PORT",
            description = "probes and metrics (default: 127.0.0.1:8081)")
    @Nullable
    String manage;

    @Option(
            names = "--link",
            paramLabel = "ADDRESS:PORT",
            description = "runners and workers (default: 127.0.0.1:8082)")
    @Nullable
    String link;

    @Option(
            names = "--link-url",
            paramLabel = "URL",
            description = "how runners reach the link (default: as it listens)")
    @Nullable
    String linkUrl;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "PEM certificate and chain, for the API and the link")
    @Nullable
    String tlsCert;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "its PKCS #8 key")
    @Nullable
    String tlsKey;

    @Option(names = "--queue", paramLabel = "URL", description = "where sessions wait (default: memory:)")
    @Nullable
    String queue;

    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            description = "none, standard or strict (default: standard); memory: is none whatever is said")
    @Nullable
    String durability;

    @Option(names = "--queue-password-file", paramLabel = "FILE", description = "the queue's password")
    @Nullable
    String queuePasswordFile;

    @Option(
            names = "--queue-prefix",
            paramLabel = "NAME",
            description = "what all keys of the queue begin with (default: botrunner)")
    @Nullable
    String queuePrefix;

    @Option(names = "--events", paramLabel = "URL", description = "the event broker (default: where the queue is)")
    @Nullable
    String events;

    @Option(
            names = "--topics",
            paramLabel = "CUT",
            description = "session, tenant, room or shared (default: by transport); memory: has no topics")
    @Nullable
    String topics;

    @Option(
            names = "--events-prefix",
            paramLabel = "NAME",
            description = "what keys, channels and subjects on the broker begin with (default: botrunner)")
    @Nullable
    String eventsPrefix;

    @Option(
            names = "--launcher",
            paramLabel = "LAUNCHER",
            description = "who brings processes to life; none: workers pull (default: none)")
    @Nullable
    String launcher;

    @Option(names = "--launch-concurrency", paramLabel = "N", description = "launches under way at once (default: 16)")
    @Nullable
    String launchConcurrency;

    @Option(
            names = "--pool-refill",
            paramLabel = "N",
            description = "pods a second that are added to pools, all together; 0: none (default: 5)")
    @Nullable
    String poolRefill;

    @Option(
            names = "--ticket-issuer",
            paramLabel = "URL|FILE",
            description = "whose service-account tokens are tickets, with a Kubernetes launcher")
    @Nullable
    String ticketIssuer;

    @Option(names = "--bots", paramLabel = "FILE", description = "the profiles (default: /etc/botrunner/bots.yaml)")
    @Nullable
    String bots;

    @Option(names = "--auth", paramLabel = "keys|none", description = "none: on loopback only (default: keys)")
    @Nullable
    String auth;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "who may call, and how much (default: /etc/botrunner/keys.yaml)")
    @Nullable
    String keys;

    @Option(
            names = "--seal-key",
            paramLabel = "FILE",
            description = "signs and seals; needed unless the queue is memory:")
    @Nullable
    String sealKey;

    @Option(names = "--queue-limit", paramLabel = "N", description = "sessions that may wait (default: 10000)")
    @Nullable
    String queueLimit;

    @Option(names = "--stream-limit", paramLabel = "N", description = "open event streams (default: 10000)")
    @Nullable
    String streamLimit;

    @Option(names = "--lost-after", paramLabel = "TIME", description = "silence that ends an attempt (default: 45s)")
    @Nullable
    String lostAfter;

    @Option(
            names = "--history",
            paramLabel = "TIME",
            description = "events are kept so long after an end (default: 24h)")
    @Nullable
    String history;

    @Option(
            names = "--record-ttl",
            paramLabel = "TIME",
            description = "records stand so long after an end (default: 72h)")
    @Nullable
    String recordTtl;

    @Option(
            names = "--body-timeout",
            paramLabel = "TIME",
            description = "a request's body must be there by then (default: 10s)")
    @Nullable
    String bodyTimeout;

    @Option(
            names = "--trusted-proxies",
            paramLabel = "ADDRESS[/BITS],…",
            description = "whose X-Forwarded-For is believed (default: nobody's)")
    @Nullable
    String trustedProxies;

    @Option(
            names = "--origins",
            paramLabel = "ORIGIN,…",
            description = "whose pages may call, besides our own (default: none)")
    @Nullable
    String origins;

    @Option(
            names = "--log",
            paramLabel = "plain|json",
            description = "form of the log (default: plain on a terminal, else json)")
    @Nullable
    String log;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "lines setting=value, for what is given neither here nor by BOTRUNNER_CONTROL_…")
    @Nullable
    String config;

    /** The form of the log; the usual one where none, or a faulty one, was given. */
    public String logForm(String usual) {
        String form = log;
        return form != null && (form.equals("plain") || form.equals("json")) ? form : usual;
    }
}
