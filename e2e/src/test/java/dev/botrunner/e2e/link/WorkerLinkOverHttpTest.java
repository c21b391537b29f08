package dev.botrunner.e2e.link;

import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.Tickets;
import dev.botrunner.testkit.contracts.WorkerLinkContract;

class WorkerLinkOverHttpTest extends WorkerLinkContract {

    @Override
    protected Links connect(LinkDesk desk, Tickets tickets) {
        return LinkDoor.open(desk, tickets);
    }
}
