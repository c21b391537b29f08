package dev.botrunner.cli.lint;

import dev.botrunner.join.Profile;
import dev.botrunner.session.Json;
import java.util.List;
import java.util.Optional;

/** A session is tried by its control server and by nobody else, and whoever takes it is whom its pod says it is. */
final class LaunchRules {

    /** What launchers say themselves, whatever a profile's fragment says. */
    private static final List<String> OURS = List.of(
            "terminationGracePeriodSeconds",
            "activeDeadlineSeconds",
            "restartPolicy",
            "serviceAccountName",
            "automountServiceAccountToken");

    private final ControlBots bots;
    private final Faults faults;

    LaunchRules(ControlBots bots, Faults faults) {
        this.bots = bots;
        this.faults = faults;
    }

    /** What profiles say of pods that they cannot decide. */
    void lookAtProfiles() {
        bots.from()
                .ifPresent(manifest -> bots.file()
                        .ifPresent(file -> file.profiles().all().forEach(profile -> fragment(manifest, profile))));
    }

    void look(PodPlan plan) {
        switch (plan.role()) {
            case ONCE -> {
                claimant(plan, "bot-");
                if (!plan.spec().textAt("restartPolicy").equals(Optional.of("Never"))) {
                    faults.add(plan.from(), "its pod would be started again: expected restartPolicy: Never");
                }
                plan.from().job().ifPresent(job -> job(plan.from(), job));
                if (plan.from().kind().equals("ScaledJob")) {
                    keda(plan.from());
                }
            }
            case WORKER -> claimant(plan, "worker-");
            case CONTROL, OTHER -> {}
        }
    }

    private void fragment(Manifest manifest, Profile profile) {
        Json.Obj spec = Manifest.at(profile.launching().pod(), "spec");
        for (String name : OURS) {
            if (spec.member(name).isPresent()) {
                faults.add(
                        manifest,
                        "'pod' of bot '" + profile.bot().name() + "' says " + name
                                + ", which launchers say themselves (clocks follow from good_bye, start_deadline and"
                                + " max_duration): take it away");
            }
        }
    }

    /** Its service account is its word for who it is, and two who take the same sessions are in each other's way. */
    private void claimant(PodPlan plan, String prefix) {
        Optional<String> bot = plan.bot();
        String account = plan.spec().textAt("serviceAccountName").orElse("default");
        if (bot.isPresent() && !account.equals(prefix + bot.get())) {
            faults.add(
                    plan.from(),
                    "its service account is '" + account + "': expected '" + prefix + bot.get()
                            + "', which lets it take sessions of that bot");
        }
        bot.flatMap(bots::find)
                .flatMap(profile -> profile.launching().launcher())
                .filter(launcher -> launcher.startsWith("kubernetes:") && !launcher.startsWith("kubernetes:pool"))
                .ifPresent(launcher -> faults.add(
                        plan.from(),
                        "the profile of bot '" + bot.get() + "' says launcher: " + launcher
                                + ", which takes its sessions, too: expected none"));
    }

    private void job(Manifest manifest, Json.Obj job) {
        number(manifest, job, "backoffLimit", 0, "the control server decides on another attempt, not the Job");
        number(manifest, job, "completions", 1, "a pod is one session");
        number(manifest, job, "parallelism", 1, "a pod is one session");
        if (!job.textAt("podReplacementPolicy").equals(Optional.of("Failed"))) {
            faults.add(
                    manifest,
                    "a pod that is being deleted would get a second one beside it: expected podReplacementPolicy:"
                            + " Failed");
        }
        if (job.integerAt("ttlSecondsAfterFinished").isEmpty()) {
            faults.add(manifest, "finished Jobs would stay: expected ttlSecondsAfterFinished");
        }
    }

    private void number(Manifest manifest, Json.Obj job, String name, long expected, String why) {
        // Completions and parallelism are 1 where nothing is said; only the limit is another number by itself.
        long is = job.integerAt(name).orElse(expected == 0 ? -1 : expected);
        if (is != expected) {
            faults.add(
                    manifest,
                    name + " is " + (is < 0 ? "not said" : Long.toString(is)) + ": expected " + expected + ", since "
                            + why);
        }
    }

    private void keda(Manifest manifest) {
        if (!Manifest.at(manifest.spec(), "rollout").textAt("strategy").equals(Optional.of("gradual"))) {
            faults.add(
                    manifest,
                    "every change of this object would delete living sessions: expected rollout.strategy: gradual");
        }
        if (!Manifest.at(manifest.spec(), "scalingStrategy").textAt("strategy").equals(Optional.of("accurate"))) {
            faults.add(
                    manifest,
                    "what was claimed has left the demand: expected scalingStrategy.strategy: accurate, which does not"
                            + " count running sessions off again");
        }
        for (Json.Obj trigger : Manifest.objects(manifest.spec(), "triggers")) {
            Json.Obj metadata = Manifest.at(trigger, "metadata");
            String type = trigger.textAt("type").orElse("");
            String target = type.startsWith("redis") ? "listLength" : "targetValue";
            if (!metadata.textAt(target).equals(Optional.of("1"))) {
                faults.add(manifest, "a Job is one session: expected " + target + ": \"1\" of its trigger " + type);
            }
        }
    }
}
