package dev.botrunner.e2e.link;

import dev.botrunner.control.LinkRoutes;
import dev.botrunner.control.http.Address;
import dev.botrunner.control.http.Door;
import dev.botrunner.control.http.Doors;
import dev.botrunner.control.http.Entrance;
import dev.botrunner.control.http.Gate;
import dev.botrunner.control.http.Observer;
import dev.botrunner.control.http.Origins;
import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.Tickets;
import dev.botrunner.runner.link.HttpRunnerLink;
import dev.botrunner.runner.link.HttpWay;
import dev.botrunner.runner.link.HttpWorkerLink;
import dev.botrunner.testkit.contracts.LinkContract.Links;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Opens the control server's link port over a desk, and the runner's way to it. */
final class LinkDoor {

    private static final String NAME = "link";

    private LinkDoor() {}

    static Links open(LinkDesk desk, Tickets tickets) {
        var routes = new LinkRoutes(desk, tickets).endpoints();
        var entrance = new Entrance(routes, Gate.OPEN, Origins.NONE, Observer.NONE, Duration.ofSeconds(10));
        var doors = new Doors(List.of(new Door(NAME, Address.parse("127.0.0.1:0"), entrance)), Optional.empty());
        doors.open();
        var way =
                new HttpWay(URI.create("http://127.0.0.1:" + doors.address(NAME).port()));
        return new Links(
                new HttpWorkerLink(way, Optional::empty),
                new HttpRunnerLink(way),
                token -> new HttpWorkerLink(way, () -> Optional.of(token)),
                () -> {
                    way.close();
                    doors.close();
                });
    }
}
