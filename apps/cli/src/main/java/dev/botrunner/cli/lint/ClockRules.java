package dev.botrunner.cli.lint;

import dev.botrunner.files.DurationText;
import dev.botrunner.join.Profile;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Terms;
import java.time.Duration;
import java.util.Optional;

/**
 * Every clock of leaving follows from a profile's one {@code good_bye}: whoever is told to leave needs it and 15 s to say
 * so, and what would cut a session short has to come after the session's own clocks.
 */
final class ClockRules {

    /** What the stop of a control server may take, all its steps together. */
    static final Duration CONTROL_STOP = Duration.ofSeconds(45);

    /** A Job's deadline counts from its start, and its pod claims only when it runs; nodes and images may take far longer. */
    private static final Duration PENDING = Duration.ofSeconds(60);

    private static final Duration EVICTABLE = Duration.ofMinutes(10);

    private final ControlBots bots;
    private final Faults faults;

    ClockRules(ControlBots bots, Faults faults) {
        this.bots = bots;
        this.faults = faults;
    }

    void look(PodPlan plan) {
        switch (plan.role()) {
            case CONTROL ->
                grace(plan, CONTROL_STOP, "a control server's stop takes up to " + DurationText.of(CONTROL_STOP));
            case ONCE -> profile(plan).ifPresent(profile -> once(plan, profile));
            case WORKER -> profile(plan).ifPresent(profile -> worker(plan, profile.terms()));
            case OTHER -> {}
        }
    }

    private void once(PodPlan plan, Profile profile) {
        Terms terms = profile.terms();
        Duration leaving = terms.goodBye().plus(Lifecycle.ENDING_MARGIN);
        grace(plan, leaving, "good_bye (" + DurationText.of(terms.goodBye()) + ") and 15 s");
        deadline(plan, terms);
        if (terms.maxDuration().compareTo(EVICTABLE) > 0
                && !plan.annotation("cluster-autoscaler.kubernetes.io/safe-to-evict")
                        .equals(Optional.of("false"))) {
            faults.add(
                    plan.from(),
                    "a session may last " + DurationText.of(terms.maxDuration())
                            + ", and autoscalers of nodes wait 10 m at most: expected the annotation"
                            + " cluster-autoscaler.kubernetes.io/safe-to-evict: \"false\" on the pod");
        }
    }

    private void deadline(PodPlan plan, Terms terms) {
        Optional<Duration> patience = plan.patience();
        Optional<Duration> deadline = plan.deadline();
        if (patience.isEmpty()) {
            deadline.ifPresent(end -> faults.add(
                    plan.from(),
                    "it waits for work for ever, and activeDeadlineSeconds (" + end.toSeconds()
                            + ") counts while it waits: expected none"));
            return;
        }
        Duration needed = patience.get()
                .plus(terms.startDeadline())
                .plus(terms.maxDuration())
                .plus(terms.goodBye())
                .plus(PENDING);
        if (deadline.isEmpty()) {
            faults.add(
                    plan.from(),
                    "nothing ends it if its runner hangs: expected activeDeadlineSeconds of at least "
                            + needed.toSeconds());
        } else if (deadline.get().compareTo(needed) < 0) {
            faults.add(
                    plan.from(),
                    "activeDeadlineSeconds is " + deadline.get().toSeconds()
                            + " and would end living sessions: expected at"
                            + " least " + needed.toSeconds() + " (wait " + DurationText.of(patience.get())
                            + " + start_deadline " + DurationText.of(terms.startDeadline()) + " + max_duration "
                            + DurationText.of(terms.maxDuration()) + " + good_bye " + DurationText.of(terms.goodBye())
                            + " + 60 s of a pending pod, and more where nodes or images take longer)");
        }
    }

    private void worker(PodPlan plan, Terms terms) {
        Duration draining = plan.drain()
                .filter(drain -> drain.compareTo(terms.maxDuration()) < 0)
                .orElse(terms.maxDuration());
        Duration needed = draining.plus(terms.goodBye()).plus(Lifecycle.ENDING_MARGIN);
        String why = plan.drain().isPresent() ? "its --drain" : "max_duration";
        grace(
                plan,
                needed,
                why + " (" + DurationText.of(draining) + "), good_bye (" + DurationText.of(terms.goodBye())
                        + ") and 15 s: a worker waits for its sessions");
    }

    private void grace(PodPlan plan, Duration leaving, String why) {
        Duration needed = leaving.plus(plan.preStop());
        if (plan.grace().compareTo(needed) < 0) {
            String before = plan.preStop().isZero()
                    ? ""
                    : ", and its preStop sleeps " + plan.preStop().toSeconds() + " s of it";
            faults.add(
                    plan.from(),
                    "terminationGracePeriodSeconds is " + plan.grace().toSeconds() + ": expected at least "
                            + needed.toSeconds() + ", for " + why + before);
        }
    }

    private Optional<Profile> profile(PodPlan plan) {
        if (bots.file().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> bot = plan.bot();
        Optional<Profile> profile = bot.flatMap(bots::find);
        if (bot.isEmpty()) {
            faults.add(
                    plan.from(),
                    "whose sessions it takes is not said, and so not how long they last: expected the label"
                            + " botrunner.dev/bot or --bot");
        } else if (profile.isEmpty()) {
            faults.add(plan.from(), "it takes sessions of bot '" + bot.get() + "', which no control server knows");
        }
        return profile;
    }
}
