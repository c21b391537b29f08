package dev.botrunner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.launch.LaunchRef.ForSession;
import dev.botrunner.launch.Launched;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Json;
import dev.botrunner.session.Retry;
import dev.botrunner.testkit.LaunchedSession;
import dev.botrunner.testkit.kubernetes.ApiFault;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The table of what may come back from a create, over the wire. */
class LaunchFailuresTest {

    private final LauncherStand stand = new LauncherStand(ObjectKind.JOB, false);
    private final LaunchedSession session = LaunchedSession.one();

    @AfterEach
    void close() {
        stand.close();
    }

    private Launched launch() throws InterruptedException {
        return stand.launcher().launch(session.head(), session.spec());
    }

    private Launched answered(int status, String body) throws InterruptedException {
        stand.server.script("POST", LauncherStand.JOBS, new ApiFault.Answers(status, body));
        return launch();
    }

    private Launched.Refused refused(int status, String body) throws InterruptedException {
        return (Launched.Refused) answered(status, body);
    }

    private void assertNever(int status, String body, ErrorCode code) throws InterruptedException {
        var refused = refused(status, body);
        assertThat(refused.failure().code()).isEqualTo(code);
        assertThat(refused.retry()).isInstanceOf(Retry.Never.class);
    }

    private static Duration delay(Launched.Refused refused) {
        return ((Retry.SameAttemptAfter) refused.retry()).delay();
    }

    private String path() {
        return LauncherStand.JOBS + "/"
                + new ObjectName(session.head().id(), session.head().progress().attempt()).value();
    }

    private void put(Json.Obj labels, Json.Obj more) {
        var name = new ObjectName(session.head().id(), 1).value();
        var metadata = Json.obj().put("name", name).put("labels", labels).putAll(more);
        stand.server.put(
                LauncherStand.JOBS, Json.obj().put("metadata", metadata.build()).build());
    }

    private Json.Obj ours() {
        return Json.obj()
                .put(Marks.MANAGED_BY, Marks.BOTRUNNER)
                .put(Marks.LAUNCHER, "job")
                .put(Marks.SESSION, session.head().id().value())
                .put(Marks.ATTEMPT, "1")
                .build();
    }

    @Test
    void aRequestThatGotLostIsTriedAgainUnderTheSameName() throws InterruptedException {
        stand.server.script("POST", LauncherStand.JOBS, new ApiFault.LosesRequest());
        assertThat(launch()).isInstanceOf(Launched.Unknown.class);
        assertThat(launch()).isInstanceOf(Launched.Created.class);
    }

    @Test
    void anAnswerThatGotLostIsFoundOut() throws InterruptedException {
        stand.server.script("POST", LauncherStand.JOBS, new ApiFault.LosesAnswer());
        var there = (Launched.AlreadyThere) launch();
        assertThat(stand.server
                        .find(path())
                        .flatMap(job -> job.objAt("metadata"))
                        .flatMap(it -> it.textAt("uid")))
                .contains(there.ref().uid());
        assertThat(stand.server.asked("POST", LauncherStand.JOBS)).isEqualTo(1);
    }

    @Test
    void aTimeOutOfTheServerMayHaveCreatedItAllTheSame() throws InterruptedException {
        assertThat(answered(504, Answers.TIMEOUT)).isInstanceOf(Launched.Unknown.class);
        assertThat(answered(503, "no")).isInstanceOf(Launched.Unknown.class);
        assertThat(answered(500, Answers.ETCD_TIMEOUT)).isInstanceOf(Launched.Unknown.class);
        assertThat(stand.server.asked("GET", path())).isEqualTo(3);
        assertThat(launch()).isInstanceOf(Launched.Created.class);
    }

    @Test
    void ourOwnObjectIsAdoptedAndAStrangersIsNot() throws InterruptedException {
        put(ours(), Json.Obj.EMPTY);
        assertThat(launch()).isInstanceOf(Launched.AlreadyThere.class);
    }

    @Test
    void aStrangersObjectOfThatNameIsNoneOfOurs() throws InterruptedException {
        put(Json.obj().put("app", "other").build(), Json.Obj.EMPTY);
        var refused = (Launched.Refused) launch();
        assertThat(refused.failure().code()).isEqualTo(ErrorCode.NAME_COLLISION);
        assertThat(refused.retry()).isInstanceOf(Retry.Never.class);
    }

    @Test
    void anObjectThatIsBeingDeletedIsWaitedForAndGivenUpWhenItStays() throws InterruptedException {
        put(ours(), Json.obj().put("deletionTimestamp", "2999-01-01T00:00:00Z").build());
        assertThat(launch()).isInstanceOf(Launched.Unknown.class);
        assertThat(stand.launcher().present()).isEmpty();
        stand.server.remove(LauncherStand.JOBS, new ObjectName(session.head().id(), 1).value());
        put(ours(), Json.obj().put("deletionTimestamp", "2020-01-01T00:00:00Z").build());
        assertThat(((Launched.Refused) launch()).retry()).isInstanceOf(Retry.NextAttempt.class);
    }

    @Test
    void whatPassesByItselfIsTriedAgainSoon() throws InterruptedException {
        assertThat(answered(409, Answers.QUOTA_CONFLICT)).isInstanceOf(Launched.Unknown.class);
        assertThat(answered(500, Answers.QUOTA_TIMEOUT)).isInstanceOf(Launched.Unknown.class);
        assertThat(answered(500, Answers.LEADER)).isInstanceOf(Launched.Unknown.class);
        assertThat(stand.server.asked("GET", path())).isZero();
    }

    @Test
    void aClusterThatIsFullGetsTheSameAttemptLater() throws InterruptedException {
        var full = refused(403, Answers.QUOTA);
        assertThat(full.failure().code()).isEqualTo(ErrorCode.QUOTA);
        assertThat(delay(full)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    @Test
    void aClusterThatTakesNoMoreRequestsIsObeyed() throws InterruptedException {
        var told = (Launched.Throttled) answered(429, Answers.TOO_MANY);
        assertThat(told.delay()).isEqualTo(Duration.ofSeconds(7));
        var untold = (Launched.Throttled) answered(429, Answers.TOO_MANY_PLAIN);
        assertThat(untold.delay()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatSomebodyHasToMendIsNotTriedAgain() throws InterruptedException {
        assertNever(403, Answers.POD_SECURITY, ErrorCode.FORBIDDEN);
        assertNever(403, Answers.TERMINATING, ErrorCode.NAMESPACE_GONE);
        assertNever(404, Answers.NO_NAMESPACE, ErrorCode.NAMESPACE_GONE);
        assertNever(422, Answers.INVALID, ErrorCode.INVALID_SPEC);
        assertNever(400, Answers.BAD_REQUEST, ErrorCode.INVALID_SPEC);
        assertNever(413, Answers.TOO_LARGE, ErrorCode.INVALID_SPEC);
    }

    @Test
    void whileNothingCanBeCreatedNothingIsTaken() {
        assertThatThrownBy(() -> answered(401, Answers.UNAUTHORIZED))
                .isInstanceOf(DependencyException.class)
                .hasMessageContaining("401");
        assertThatThrownBy(() -> answered(500, Answers.ETCD_FULL)).isInstanceOf(DependencyException.class);
    }

    @Test
    void aCertificateThatIsNotTrustedIsNoAnswerThatMayStillCome() {
        var untrusted = new KubernetesClientException("failed", new IOException(new SSLHandshakeException("no path")));
        assertThat(ApiFailures.of(untrusted, new SplittableRandom())).isInstanceOf(ApiFailures.Meaning.Down.class);
        var reset = new KubernetesClientException("failed", new IOException("Connection reset"));
        assertThat(ApiFailures.of(reset, new SplittableRandom())).isInstanceOf(ApiFailures.Meaning.Unknown.class);
    }

    @Test
    void aBrokenWebhookIsTriedFiveTimes() throws InterruptedException {
        assertThat(delay(refused(500, Answers.WEBHOOK))).isPositive();
    }

    @Test
    void anApiServerThatKnowsNoRightsYetIsAskedAgain() throws InterruptedException {
        var refused = refused(403, Answers.RIGHTS);
        assertThat(refused.failure().code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(delay(refused)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void nothingIsTriedTwiceInOneCall() throws InterruptedException {
        answered(503, "no");
        assertThat(stand.server.asked("POST", LauncherStand.JOBS)).isEqualTo(1);
    }

    @Test
    void aClusterThatIsAwayFailsTheStopAndTheList() {
        var ref = new ForSession(session.head().id(), 1, "uid");
        stand.server.script("DELETE", LauncherStand.JOBS, new ApiFault.Answers(503, "no"));
        stand.server.script("GET", LauncherStand.JOBS, new ApiFault.Answers(403, Answers.RIGHTS));
        assertThatThrownBy(() -> stand.launcher().stop(ref, Duration.ZERO)).isInstanceOf(DependencyException.class);
        assertThatThrownBy(() -> stand.launcher().present())
                .isInstanceOf(DependencyException.class)
                .hasMessageContaining("cannot create");
    }
}
