package dev.botrunner.cli.doctor;

import dev.botrunner.control.AuditRun;
import dev.botrunner.control.settings.Understood;
import dev.botrunner.duty.audit.AuditReport;
import dev.botrunner.duty.audit.Breach;
import dev.botrunner.duty.audit.Invariant;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Records, indexes, outbox, events and the processes of this machine against the invariants I1 to I13. */
final class AuditChecks {

    private static final String SUBJECT = "audit";
    private static final int SHOWN = 20;
    private static final String TO_DO =
            "Does anything else write under its prefix? If not, it is a bug: report it, with the servers' logs.";
    private static final String WHERE = "Give the control server's settings: --settings FILE, or its variables.";

    private final Optional<Path> file;
    private final Map<String, String> environment;
    private Optional<AuditReport> report = Optional.empty();
    private boolean unreachable;

    AuditChecks(Optional<Path> file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** The store or the broker did not answer. */
    boolean isUnreachable() {
        return unreachable;
    }

    List<Finding> look() throws InterruptedException {
        Optional<GivenSettings> given = GivenSettings.read(file, environment);
        if (given.isEmpty()) {
            return List.of(Finding.fault(SUBJECT, "nobody says where the queue is", WHERE));
        }
        return switch (given.get().understood()) {
            case Understood.Faulty _ -> List.of(Finding.fault(SUBJECT, "the settings are at fault", WHERE));
            case Understood.Sound sound -> look(sound);
        };
    }

    private List<Finding> look(Understood.Sound sound) throws InterruptedException {
        if (sound.settings().backing().queue().url().startsWith("memory:")) {
            return List.of(Finding.note(
                    SUBJECT, "the queue is in the memory of the control server: it cannot be looked at from here"));
        }
        try {
            AuditReport made = AuditRun.run(sound.settings(), sound.inputs(), LocalProcesses.look());
            report = Optional.of(made);
            return findings(made);
        } catch (DependencyException failed) {
            unreachable = true;
            return List.of(
                    Finding.fault(SUBJECT, failed.failure().detail(), "See that store and broker run, and ask again."));
        }
    }

    private static List<Finding> findings(AuditReport report) {
        var findings = new ArrayList<Finding>();
        for (Invariant invariant : Invariant.values()) {
            List<Breach> breaches = report.of(invariant);
            long looked = report.looked().getOrDefault(invariant, 0L);
            if (!breaches.isEmpty()) {
                findings.add(Finding.fault(
                        invariant.name(),
                        invariant.meaning() + ": " + breaches.size() + " breaches\n" + text(breaches),
                        TO_DO));
            } else if (looked > 0) {
                findings.add(Finding.good(invariant.name(), invariant.meaning() + ": " + looked + " looked at"));
            }
        }
        report.notes().forEach(note -> findings.add(Finding.note(SUBJECT, note)));
        forgotten(findings, report.repeated(), " ran once more, since a store had forgotten that they did: ");
        forgotten(
                findings,
                report.forgotten(),
                " that were accepted are not known any more, since a store forgot them: ");
        if (report.more() > 0) {
            findings.add(Finding.note(SUBJECT, report.more() + " more breaches are not listed"));
        }
        return findings;
    }

    private static void forgotten(List<Finding> findings, Set<String> sessions, String what) {
        if (!sessions.isEmpty()) {
            String some = sessions.stream().sorted().limit(SHOWN).collect(Collectors.joining(" "));
            findings.add(Finding.note(SUBJECT, sessions.size() + what + some));
        }
    }

    private static String text(List<Breach> breaches) {
        return breaches.stream()
                .limit(SHOWN)
                .map(breach -> breach.subject() + ": " + breach.what())
                .collect(Collectors.joining("\n"));
    }

    /** All that was found, for programs. */
    Optional<Json.Obj> json() {
        return report.map(AuditChecks::json);
    }

    private static Json.Obj json(AuditReport report) {
        var looked = new ArrayList<Json>();
        for (Invariant invariant : Invariant.values()) {
            looked.add(Json.obj()
                    .put("id", invariant.name())
                    .put("meaning", invariant.meaning())
                    .put("looked", report.looked().getOrDefault(invariant, 0L))
                    .put("breaches", report.of(invariant).size())
                    .build());
        }
        JsonBuilder document = Json.obj().put("invariants", Json.arr(looked));
        return document.put(
                        "breaches",
                        Json.arr(report.breaches().stream()
                                .map(AuditChecks::json)
                                .toList()))
                .put("more", report.more())
                .put("notes", Json.texts(report.notes()))
                .put("repeated", Json.texts(report.repeated().stream().sorted().toList()))
                .put(
                        "forgotten",
                        Json.texts(report.forgotten().stream().sorted().toList()))
                .build();
    }

    private static Json.Obj json(Breach breach) {
        return Json.obj()
                .put("invariant", breach.invariant().name())
                .put("subject", breach.subject())
                .put("what", breach.what())
                .build();
    }
}
