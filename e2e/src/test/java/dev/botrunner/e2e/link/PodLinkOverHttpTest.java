package dev.botrunner.e2e.link;

import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.Tickets;
import dev.botrunner.testkit.contracts.PodLinkContract;

class PodLinkOverHttpTest extends PodLinkContract {

    @Override
    protected Links connect(LinkDesk desk, Tickets tickets) {
        return LinkDoor.open(desk, tickets);
    }
}
