package dev.botrunner.cli.lint;

import dev.botrunner.files.BotsFile;
import dev.botrunner.files.FaultyFile;
import dev.botrunner.join.Profile;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Names;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The profiles that the control servers of some manifests go by: in the ConfigMap that is mounted in their pods. */
record ControlBots(Optional<Manifest> from, Optional<BotsFile> file) {

    private static final String KEY = "bots.yaml";

    static ControlBots given(BotsFile file) {
        return new ControlBots(Optional.empty(), Optional.of(file));
    }

    static ControlBots among(List<Manifest> manifests, Faults faults) {
        Set<String> mounted = manifests.stream()
                .flatMap(manifest -> PodPlan.of(manifest).stream())
                .filter(plan -> plan.role() == PodPlan.Role.CONTROL)
                .flatMap(plan -> Manifest.objects(plan.spec(), "volumes").stream())
                .flatMap(volume -> Manifest.at(volume, "configMap").textAt("name").stream())
                .collect(Collectors.toSet());
        for (Manifest manifest : manifests) {
            Optional<String> text = Manifest.at(manifest.object(), "data").textAt(KEY);
            if (manifest.kind().equals("ConfigMap") && mounted.contains(manifest.name()) && text.isPresent()) {
                return new ControlBots(Optional.of(manifest), read(manifest, text.get(), faults));
            }
        }
        return new ControlBots(Optional.empty(), Optional.empty());
    }

    Optional<Profile> find(String bot) {
        return Names.isName(bot) ? file.flatMap(bots -> bots.profiles().find(new BotName(bot))) : Optional.empty();
    }

    private static Optional<BotsFile> read(Manifest manifest, String text, Faults faults) {
        try {
            return Optional.of(BotsFile.parse(text, KEY));
        } catch (FaultyFile faulty) {
            faults.add(manifest, "the control servers would not take it: " + faulty.getMessage());
            return Optional.empty();
        }
    }
}
