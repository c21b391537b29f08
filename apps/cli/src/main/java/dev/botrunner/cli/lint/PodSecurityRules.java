package dev.botrunner.cli.lint;

import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pod Security {@code restricted}: what the API server would say, said before. */
final class PodSecurityRules {

    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    private final Faults faults;

    PodSecurityRules(Faults faults) {
        this.faults = faults;
    }

    void look(PodPlan plan) {
        List<String> wrong = new ArrayList<>();
        Json.Obj spec = plan.spec();
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
            if (spec.boolAt(host).orElse(false)) {
                wrong.add(host + " is not allowed");
            }
        }
        for (Json.Obj volume : Manifest.objects(spec, "volumes")) {
            volume.members().keySet().stream()
                    .filter(kind -> !kind.equals("name") && !VOLUMES.contains(kind))
                    .forEach(kind -> wrong.add("a volume of kind " + kind + " is not allowed"));
        }
        Json.Obj ofPod = Manifest.at(spec, "securityContext");
        for (Json.Obj container : plan.containers()) {
            container(container, ofPod, wrong);
        }
        if (!wrong.isEmpty()) {
            faults.add(plan.from(), "its pods do not fit Pod Security 'restricted': " + String.join("; ", wrong));
        }
    }

    private static void container(Json.Obj container, Json.Obj ofPod, List<String> wrong) {
        String name = container.textAt("name").orElse("(no name)");
        Json.Obj own = Manifest.at(container, "securityContext");
        if (!own.boolAt("runAsNonRoot").or(() -> ofPod.boolAt("runAsNonRoot")).orElse(false)) {
            wrong.add("container " + name + " needs runAsNonRoot: true");
        }
        if (own.integerAt("runAsUser").orElse(ofPod.integerAt("runAsUser").orElse(1)) == 0) {
            wrong.add("container " + name + " must not be user 0");
        }
        if (own.boolAt("allowPrivilegeEscalation").orElse(true)) {
            wrong.add("container " + name + " needs allowPrivilegeEscalation: false");
        }
        if (own.boolAt("privileged").orElse(false)) {
            wrong.add("container " + name + " must not be privileged");
        }
        if (!Manifest.texts(Manifest.at(own, "capabilities"), "drop").contains("ALL")) {
            wrong.add("container " + name + " needs capabilities: {drop: [ALL]}");
        }
        Optional<String> seccomp = Manifest.at(own, "seccompProfile")
                .textAt("type")
                .or(() -> Manifest.at(ofPod, "seccompProfile").textAt("type"));
        if (seccomp.filter(Set.of("RuntimeDefault", "Localhost")::contains).isEmpty()) {
            wrong.add("container " + name + " needs seccompProfile: {type: RuntimeDefault}");
        }
    }
}
