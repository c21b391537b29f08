package dev.botrunner.testkit.contracts;

import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.Tickets;

class DeskPodLinkTest extends PodLinkContract {

    @Override
    protected Links connect(LinkDesk desk, Tickets tickets) {
        return new Links(desk, desk, token -> desk.ofPod(token).orElseThrow(), () -> {});
    }
}
