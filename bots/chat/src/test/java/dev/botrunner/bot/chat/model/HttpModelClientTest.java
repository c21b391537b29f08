package dev.botrunner.bot.chat.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.bot.chat.model.ModelFault.Kind;
import dev.botrunner.session.Json;
import dev.botrunner.session.Secret;
import dev.botrunner.testkit.model.Asked;
import dev.botrunner.testkit.model.FakeModel;
import dev.botrunner.testkit.model.Script;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpModelClientTest {

    private static final ModelRequest HELLO = new ModelRequest(
            List.of(Json.obj().put("role", "user").put("content", "hello").build()), List.of());

    private final FakeModel model = FakeModel.start();
    private final HttpModelClient client = client("a-key");

    private HttpModelClient client(String key) {
        var reading = ModelAddress.read(
                model.url(),
                "tiny",
                Optional.of(new Secret(key)),
                Json.obj().put("temperature", 0).build());
        return new HttpModelClient(((ModelAddress.Reading.Good) reading).address());
    }

    @AfterEach
    void close() {
        client.close();
        model.close();
    }

    @Test
    void anAnswerComesInItsPiecesWithWhatItTook() throws InterruptedException {
        model.then(Script.says("Grüß ", "Gott", " 👋"));
        List<ModelEvent> heard = ask();
        assertThat(heard)
                .hasSize(5)
                .last()
                .satisfies(last -> assertThat(last)
                        .isEqualTo(new ModelEvent.Done("stop", Optional.of(new ModelEvent.Usage(7, 5)))));
        assertThat(text(heard)).isEqualTo("Grüß Gott 👋");
        Asked asked = model.asked().getFirst();
        assertThat(asked.path()).isEqualTo("/v1/chat/completions");
        assertThat(asked.header("Authorization")).contains("Bearer a-key");
        assertThat(asked.body().textAt("model")).contains("tiny");
        assertThat(asked.body().boolAt("stream")).contains(true);
        assertThat(asked.body().integerAt("temperature")).hasValue(0);
        assertThat(asked.body().member("tools")).isEmpty();
        assertThat(asked.messages()).containsExactly("user: hello");
    }

    @Test
    void charactersMayBeSplitAndLinesMayEndWithReturns() throws InterruptedException {
        model.then(Script.says("Grüß ", "Gott 👋").withReturns().inBytes());
        assertThat(text(ask())).isEqualTo("Grüß Gott 👋");
    }

    @Test
    void aServerThatDoesNotStreamIsUnderstood() throws InterruptedException {
        model.then(Script.whole("All at once."));
        List<ModelEvent> heard = ask();
        assertThat(text(heard)).isEqualTo("All at once.");
        assertThat(heard.getLast()).isInstanceOf(ModelEvent.Done.class);
    }

    @Test
    void piecesOfToolCallsAreJoined() throws InterruptedException {
        model.then(Script.calls("look_up", "{\"what\": \"tea\"}", "end_call", ""));
        assertThat(ask().getFirst())
                .isEqualTo(new ModelEvent.Finishing(List.of(
                        new ToolCall("call-0", "look_up", "{\"what\": \"tea\"}"),
                        new ToolCall("call-1", "end_call", ""))));
    }

    @Test
    void reasoningIsHeardOfButNotSaid() throws InterruptedException {
        String chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{\"%s\":\"Hm. \"}}]}\n\n";
        model.then(Script.stream(
                chunk.formatted("reasoning_content") + chunk.formatted("reasoning") + "data: [DONE]\n\n"));
        assertThat(ask())
                .startsWith(new ModelEvent.Reasoning(), new ModelEvent.Reasoning())
                .doesNotHaveAnyElementsOfTypes(ModelEvent.Text.class);
    }

    @Test
    void anEmptyWordForTheEndIsNone() throws InterruptedException {
        String chunk =
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hm. \"},\"finish_reason\":\"%s\"}]}\n\n";
        model.then(Script.stream(chunk.formatted("") + chunk.formatted("stop") + "data: [DONE]\n\n"));
        assertThat(ask())
                .containsExactly(
                        new ModelEvent.Text("Hm. "),
                        new ModelEvent.Text("Hm. "),
                        new ModelEvent.Finishing(List.of()),
                        new ModelEvent.Done("stop", Optional.empty()));
    }

    @Test
    void refusalsSayWhatTheyAre() throws InterruptedException {
        model.then(
                Script.refuses(429, "rate_limit_exceeded", "Retry-After: 7"),
                Script.refuses(429, "insufficient_quota"),
                Script.refuses(500, "oops"),
                Script.refuses(503, "oops", "Retry-After: 0.25"),
                Script.refuses(401, "invalid_api_key"),
                Script.refuses(404, "model_not_found"),
                Script.refuses(400, "context_length_exceeded"));
        ModelFault busy = fault();
        assertThat(busy.kind()).isEqualTo(Kind.BUSY);
        assertThat(busy.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(busy.detail()).contains("429", "rate_limit_exceeded").doesNotContain("not for events");
        assertThat(fault().kind()).isEqualTo(Kind.KEY_REFUSED);
        assertThat(fault().kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(fault().retryAfter()).contains(Duration.ofMillis(250));
        assertThat(fault().kind()).isEqualTo(Kind.KEY_REFUSED);
        assertThat(fault().kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(fault().kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void aStreamThatBreaksOffIsNoAnswer() throws InterruptedException {
        model.then(
                Script.begins("Half an ").thenBreaks(),
                Script.stream("data: {\"choices\":[{\"delta\":{\"content\":\"so\"}}]}\n\ndata: {\"choi"),
                Script.stream("data: {\"choices\":[{\"delta\":{\"content\":\"so\"}}]}\n\n"));
        for (int i = 0; i < 3; i++) {
            List<ModelEvent> heard = ask();
            assertThat(text(heard)).isIn("Half an ", "so", "");
            assertThat(fault(heard).kind()).isEqualTo(Kind.CUT);
        }
    }

    @Test
    void whatNobodyCanReadIsNoAnswer() throws InterruptedException {
        model.then(
                Script.stream("data: {\"choices\":[}\n\ndata: [DONE]\n\n"),
                Script.stream("data: 7\n\n"),
                Script.stream("data: {\"error\":{\"message\":\"x\",\"type\":\"overloaded_error\"}}\n\n"));
        assertThat(fault().kind()).isEqualTo(Kind.MALFORMED);
        assertThat(fault().kind()).isEqualTo(Kind.MALFORMED);
        assertThat(fault().kind()).isEqualTo(Kind.BUSY);
    }

    @Test
    void aCallThatIsCancelledLetsGoOfItsConnection() throws InterruptedException {
        model.then(Script.begins("One").thenHolds(), Script.holds());
        var ears = new ModelEars();
        ModelCall call = client.ask(HELLO, ears);
        assertThat(ears.next()).isEqualTo(new ModelEvent.Text("One"));
        call.cancel();
        call.cancel();
        model.asked().getFirst().awaitGone();
        ModelCall early = client.ask(HELLO, ears);
        model.awaitAsked(2);
        early.cancel();
        model.asked().getLast().awaitGone();
        assertThat(text(ask())).isEqualTo("Yes.");
        assertThat(ears.isSilent()).isTrue();
    }

    @Test
    void nobodyThereIsUnavailable() throws InterruptedException {
        model.close();
        assertThat(fault().kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void aKeyThatNoHeaderCanHoldIsRefusedHere() throws InterruptedException {
        try (var odd = client("a\nb")) {
            var ears = new ModelEars();
            odd.ask(HELLO, ears);
            assertThat(fault(ears.all()).kind()).isEqualTo(Kind.KEY_REFUSED);
        }
    }

    @Test
    void warmingUpAsksNothingAndShowsNoFailure() {
        client.warm();
        model.close();
        client.warm();
        assertThat(model.asked()).isEmpty();
    }

    private List<ModelEvent> ask() throws InterruptedException {
        var ears = new ModelEars();
        client.ask(HELLO, ears);
        return ears.all();
    }

    private ModelFault fault() throws InterruptedException {
        return fault(ask());
    }

    private static ModelFault fault(List<ModelEvent> heard) {
        return ((ModelEvent.Failed) heard.getLast()).fault();
    }

    private static String text(List<ModelEvent> heard) {
        return heard.stream()
                .map(event -> event instanceof ModelEvent.Text text ? text.text() : "")
                .collect(Collectors.joining());
    }
}
