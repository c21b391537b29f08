package dev.botrunner.runner.link;

import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.Tickets;
import dev.botrunner.runner.DeskServer;
import dev.botrunner.testkit.contracts.SessionLinkContract;
import java.io.IOException;
import java.util.Optional;

class HttpSessionLinkTest extends SessionLinkContract {

    @Override
    protected Links connect(LinkDesk desk, Tickets tickets) throws IOException {
        var server = new DeskServer(desk, tickets);
        var way = new HttpWay(server.url());
        return new Links(new HttpWorkerLink(way, Optional::empty), new HttpRunnerLink(way), server);
    }
}
