package dev.botrunner.control;

import dev.botrunner.control.settings.ControlSettings;
import dev.botrunner.duty.audit.PresentObjects;
import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.Launcher;
import dev.botrunner.launch.LauncherProvider;
import dev.botrunner.launch.Launchers;
import dev.botrunner.launch.ObjectShape;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.DependencyException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Lists what the launchers of these settings have, with the rights of whoever runs this. It creates and ends nothing. */
final class AuditObjects {

    private final List<PresentObjects.OfSession> ofSessions = new ArrayList<>();
    private final Set<String> waiting = new HashSet<>();
    private final List<String> unseen = new ArrayList<>();

    private AuditObjects() {}

    static PresentObjects list(ControlSettings settings, Inputs inputs) throws InterruptedException {
        var urls = new TreeSet<>(inputs.launchers(settings.backing().launcher()));
        urls.remove(Launchers.NONE);
        var objects = new AuditObjects();
        for (String url : urls) {
            objects.list(url);
        }
        return new PresentObjects(objects.ofSessions, objects.waiting, objects.unseen);
    }

    private void list(String url) throws InterruptedException {
        var options = new LauncherProvider.Options(url, "", _ -> ObjectShape.PLAIN, Ticker.system());
        try (Launcher launcher = Launchers.provider(Adapters.launchers(), url).open(options)) {
            launcher.present().forEach(this::add);
        } catch (DependencyException failed) {
            cannot(url, failed.failure().detail());
        } catch (IllegalArgumentException unknown) {
            cannot(url, String.valueOf(unknown.getMessage()));
        }
    }

    private void cannot(String url, String why) {
        unseen.add("What " + url + " has made cannot be listed from here, so I3, I4 and I11 were not looked at there: "
                + why);
    }

    private void add(LaunchRef ref) {
        switch (ref) {
            case LaunchRef.ForSession(var session, int attempt, String uid) ->
                ofSessions.add(new PresentObjects.OfSession(session, attempt, uid));
            case LaunchRef.Waiting(var _, String uid) -> waiting.add(uid);
        }
    }
}
