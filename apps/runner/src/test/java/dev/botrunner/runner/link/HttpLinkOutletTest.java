package dev.botrunner.runner.link;

import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.Tickets;
import dev.botrunner.runner.DeskServer;
import dev.botrunner.testkit.contracts.LinkContract;
import dev.botrunner.testkit.contracts.LinkOutletContract;
import java.io.IOException;
import java.util.Optional;

class HttpLinkOutletTest extends LinkOutletContract {

    @Override
    protected LinkContract.Links connect(LinkDesk desk, Tickets tickets) throws IOException {
        var server = new DeskServer(desk, tickets);
        var way = new HttpWay(server.url());
        return new LinkContract.Links(new HttpWorkerLink(way, Optional::empty), new HttpRunnerLink(way), server);
    }
}
