package dev.botrunner.testkit.contracts;

import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.Tickets;

class DeskLinkOutletTest extends LinkOutletContract {

    @Override
    protected LinkContract.Links connect(LinkDesk desk, Tickets tickets) {
        return new LinkContract.Links(desk, desk, () -> {});
    }
}
