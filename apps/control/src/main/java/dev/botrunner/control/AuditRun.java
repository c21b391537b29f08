package dev.botrunner.control;

import dev.botrunner.control.settings.ControlSettings;
import dev.botrunner.duty.audit.AuditReport;
import dev.botrunner.duty.audit.Auditor;
import dev.botrunner.duty.audit.RunningProcess;
import dev.botrunner.duty.audit.Secrets;
import dev.botrunner.files.FileCaps;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import dev.botrunner.session.SecretSealer;
import dev.botrunner.session.SessionSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Opens what a control server with these settings stands on, launchers too, beside those that run, and looks at all of it. */
public final class AuditRun {

    /** How late a date may be acted upon. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A shorter one might stand anywhere by chance. */
    private static final int TELLING = 12;

    private AuditRun() {}

    /**
     * @param processes those that can be seen from here
     * @throws IllegalArgumentException no jar opens such a URL
     * @throws dev.botrunner.session.DependencyException store or broker cannot be reached, or failed
     */
    public static AuditReport run(ControlSettings settings, Inputs inputs, Collection<RunningProcess> processes)
            throws InterruptedException {
        try (Backend backend = Backend.open(settings, inputs, Ticker.system())) {
            var caps = new FileCaps(
                    inputs.profiles(), inputs.keys(), settings.limits().queue());
            var sealer = new SecretSealer(inputs.seal());
            Secrets secrets = spec -> secrets(sealer, spec);
            Duration lostAfter = settings.times().lostAfter();
            return new Auditor(backend.store(), backend.events(), caps, secrets, PATIENCE, lostAfter)
                    .run(processes, AuditObjects.list(settings, inputs));
        }
    }

    private static Collection<String> secrets(SecretSealer sealer, SessionSpec spec) {
        List<String> values = new ArrayList<>();
        spec.sealed().flatMap(text -> sealer.open(spec.id(), text)).ifPresent(opened -> {
            try {
                Json.Obj sealed = Json.parse(opened).asObj().orElse(Json.Obj.EMPTY);
                sealed.textAt("room_token").ifPresent(values::add);
                sealed.objAt("secrets")
                        .orElse(Json.Obj.EMPTY)
                        .members()
                        .forEach((_, value) -> value.asText().ifPresent(values::add));
            } catch (MalformedJson damaged) {
                throw new IllegalStateException("What was sealed for " + spec.id() + " is no JSON", damaged);
            }
        });
        values.removeIf(value -> value.length() < TELLING);
        return values;
    }
}
