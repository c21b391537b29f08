package dev.botrunner.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.link.WorkerLink.Claiming;
import dev.botrunner.session.BeatReport;
import dev.botrunner.session.BotName;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.RunnerEnd;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkCallsTest {

    private static final Instance ME = new Instance("worker-1");
    private static final Child CHILD = new Child(new SessionId("01k0000000000000000000000a"), 2, 7);

    @Test
    void whatIsWrittenIsRead() {
        var claiming =
                new Claiming(ME, new RequestId("r1"), Set.of(new BotName("echo"), new BotName("chat")), List.of(CHILD));
        var claim = LinkCalls.readClaim(sent(LinkCalls.claim(claiming, Duration.ofMillis(2500))));
        assertThat(claim).isEqualTo(new LinkCalls.ClaimCall(claiming, Duration.ofMillis(2500)));
        assertThat(LinkCalls.readRedeem(sent(LinkCalls.redeem(ME)))).isEqualTo(ME);
        for (ExitStatus status : List.of(ExitStatus.code(10), ExitStatus.signal(9))) {
            assertThat(LinkCalls.readExited(sent(LinkCalls.exited(ME, CHILD, status))))
                    .isEqualTo(new LinkCalls.ExitedCall(ME, CHILD, status));
        }
        var report = new BeatReport(Optional.of("m1"), true, Optional.of("warm"));
        assertThat(LinkCalls.readBeat(sent(LinkCalls.beat(report, Duration.ofSeconds(8)))))
                .isEqualTo(new LinkCalls.BeatCall(report, Duration.ofSeconds(8)));
        var nothing = LinkCalls.beat(BeatReport.NOTHING_NEW, Duration.ZERO);
        assertThat(LinkCalls.readBeat(sent(nothing)).report()).isEqualTo(BeatReport.NOTHING_NEW);
        var word = RunnerEnd.failed("bot_crashed", 1, "detail");
        assertThat(LinkCalls.readFinish(sent(LinkCalls.finish(word)))).isEqualTo(word);
    }

    @Test
    void aSignalIsAWholeReportAndNeitherCodeNorSignalIsNone() {
        String report =
                "{\"instance\":\"worker-1\",\"session_id\":\"01k0000000000000000000000a\",\"attempt\":2,\"claim\":7";
        assertThat(LinkCalls.readExited(Json.parse(report + ",\"exit_code\":null,\"signal\":9}")))
                .isEqualTo(new LinkCalls.ExitedCall(ME, CHILD, ExitStatus.signal(9)));
        assertBad(report + ",\"exit_code\":null,\"signal\":null}", LinkCalls::readExited);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "{}",
                "{\"instance\":1}",
                "{\"instance\":\"\"}",
                "{\"instance\":\"a b\"}",
                "{\"instance\":null}",
                "{\"instance\":\"a\",\"more\":1}"
            })
    void badRedeemsAreRefused(String body) {
        assertBad(body, LinkCalls::readRedeem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"hold_seconds\":11,\"joined\":true}",
                "{\"hold_seconds\":-1,\"joined\":true}",
                "{\"hold_seconds\":1e999,\"joined\":true}",
                "{\"hold_seconds\":\"8\",\"joined\":true}",
                "{\"joined\":true}",
                "{\"hold_seconds\":8}",
                "{\"hold_seconds\":8,\"joined\":\"yes\"}",
                "{\"hold_seconds\":8,\"joined\":true,\"assets_ready\":\"hot\"}",
                "{\"hold_seconds\":8,\"joined\":true,\"taken\":5}"
            })
    void badBeatsAreRefused(String body) {
        assertBad(body, LinkCalls::readBeat);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"outcome\":\"stopped\",\"reason\":\"x\"}",
                "{\"outcome\":\"failed\",\"reason\":\"Not A Reason\"}",
                "{\"outcome\":\"failed\"}",
                "{\"outcome\":\"failed\",\"reason\":\"x\",\"exit_code\":256}",
                "{\"outcome\":\"failed\",\"reason\":\"x\",\"exit_code\":1.5}",
                "{\"outcome\":\"failed\",\"reason\":\"x\",\"detail\":{}}"
            })
    void badEndsAreRefused(String body) {
        assertBad(body, LinkCalls::readFinish);
    }

    @Test
    void allFaultsOfAClaimAreToldAndNoneRepeatsWhatWasSent() {
        String body = "{\"instance\":\"canary with spaces\",\"request_id\":7,\"bots\":[\"Canary\"],"
                + "\"children\":[{\"session_id\":\"canary\",\"attempt\":-1,\"claim\":\"x\",\"more\":1}],"
                + "\"wait_seconds\":99,\"canary_member\":1}";
        assertThatThrownBy(() -> LinkCalls.readClaim(Json.parse(body))).isInstanceOfSatisfying(BadCall.class, bad -> {
            assertThat(bad.faults())
                    .extracting(BadCall.Fault::pointer)
                    .contains(
                            "/instance",
                            "/request_id",
                            "/bots",
                            "/children/0/session_id",
                            "/children/0/attempt",
                            "/children/0/claim",
                            "/children/0/more",
                            "/wait_seconds",
                            "/canary_member");
            assertThat(bad.faults()).extracting(BadCall.Fault::detail).noneMatch(detail -> detail.contains("anary"));
        });
    }

    @Test
    void eventsAreAnArrayOfAtMostSoMany() {
        assertBad("{}", EventsCall::read);
        assertBad("[" + "1,".repeat(256) + "1]", EventsCall::read);
    }

    @Test
    void aLongDetailOfAnEndIsCut() {
        String body = "{\"outcome\":\"failed\",\"reason\":\"x\",\"detail\":\"" + "ä".repeat(5000) + "\"}";
        assertThat(LinkCalls.readFinish(Json.parse(body)).detail().orElseThrow())
                .endsWith("…")
                .hasSizeLessThan(1100);
    }

    private static Json sent(Json body) {
        return Json.parse(body.bytes());
    }

    private static void assertBad(String body, Function<Json, ?> reader) {
        assertThatThrownBy(() -> reader.apply(Json.parse(body))).isInstanceOf(BadCall.class);
    }
}
