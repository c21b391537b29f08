package dev.botrunner.testkit.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a {@link FakeModel} does with one question, step by step. Immutable. */
public record Script(List<Step> steps) {

    private static final String STREAM = "text/event-stream; charset=utf-8";
    private static final String JSON = "application/json";

    public Script {
        steps = List.copyOf(steps);
    }

    /** One step. */
    public sealed interface Step {

        /** @param headers further ones, as lines */
        record Head(int status, String type, List<String> headers) implements Step {}

        /** @param apart whether each byte goes for itself */
        record Body(String text, boolean apart) implements Step {}

        record Wait(Duration time) implements Step {}

        /** Does nothing more, and waits until the asker has gone. */
        record Hold() implements Step {}

        /** Breaks the connection off. */
        record Cut() implements Step {}
    }

    /** A whole answer in these pieces. */
    public static Script says(String... pieces) {
        return begins(pieces).and(chunk(finish("stop"))).and(usage()).ends();
    }

    /** The beginning of an answer. */
    public static Script begins(String... pieces) {
        Script script = new Script(List.of(new Step.Head(200, STREAM, List.of())))
                .and(chunk(Json.obj()
                        .put("role", "assistant")
                        .put("content", Json.nil())
                        .build()));
        for (String piece : pieces) {
            script = script.and(chunk(Json.obj().put("content", piece).build()));
        }
        return script;
    }

    /** A stream with exactly this in it. */
    public static Script stream(String text) {
        return new Script(List.of(new Step.Head(200, STREAM, List.of()), new Step.Body(text, false)));
    }

    /** A whole answer that is not streamed. */
    public static Script whole(String text) {
        var message = Json.obj().put("role", "assistant").put("content", text).build();
        var choice = Json.obj()
                .put("index", 0)
                .put("message", message)
                .put("finish_reason", "stop")
                .build();
        String body = Json.obj().put("choices", Json.arr(choice)).build().text();
        return new Script(List.of(new Step.Head(200, JSON, List.of()), new Step.Body(body, false)));
    }

    /** The tools are to be used: pairs of name and arguments, which come in two pieces each. */
    public static Script calls(String... namesAndArguments) {
        Script script = begins();
        for (int i = 0; i + 1 < namesAndArguments.length; i += 2) {
            String arguments = namesAndArguments[i + 1];
            int half = arguments.length() / 2;
            var function = Json.obj()
                    .put("name", namesAndArguments[i])
                    .put("arguments", arguments.substring(0, half))
                    .build();
            var rest = Json.obj().put("arguments", arguments.substring(half)).build();
            script = script.and(chunk(call(Json.obj()
                            .put("index", i / 2)
                            .put("id", "call-" + i / 2)
                            .put("function", function)
                            .build())))
                    .and(chunk(call(
                            Json.obj().put("index", i / 2).put("function", rest).build())));
        }
        return script.and(chunk(finish("tool_calls"))).ends();
    }

    /** Refuses. */
    public static Script refuses(int status, String code, String... headers) {
        var error =
                Json.obj().put("message", "not for events").put("code", code).build();
        String body = Json.obj().put("error", error).build().text();
        return new Script(List.of(new Step.Head(status, JSON, List.of(headers)), new Step.Body(body, false)));
    }

    /** Takes the question and never answers. */
    public static Script holds() {
        return new Script(List.of(new Step.Hold()));
    }

    /** Falls silent here. */
    public Script thenHolds() {
        return and(new Step.Hold());
    }

    /** Breaks off here. */
    public Script thenBreaks() {
        return and(new Step.Cut());
    }

    /** The end of the stream as it should be. */
    public Script ends() {
        return and(new Step.Body("data: [DONE]\n\n", false));
    }

    /** Thinks first. */
    public Script after(Duration time) {
        List<Step> all = new ArrayList<>(steps);
        all.addFirst(new Step.Wait(time));
        return new Script(all);
    }

    /** The same with line ends of CR and LF. */
    public Script withReturns() {
        return new Script(steps.stream()
                .map(step -> step instanceof Step.Body body
                        ? new Step.Body(body.text().replace("\n", "\r\n"), body.apart())
                        : step)
                .toList());
    }

    /** The same, each byte for itself: characters are split, too. */
    public Script inBytes() {
        return new Script(steps.stream()
                .map(step -> step instanceof Step.Body body ? new Step.Body(body.text(), true) : step)
                .toList());
    }

    /** How many bytes its body has. */
    public int size() {
        return steps.stream()
                .mapToInt(step -> step instanceof Step.Body body ? body.text().getBytes(UTF_8).length : 0)
                .sum();
    }

    private Script and(Step step) {
        List<Step> all = new ArrayList<>(steps);
        all.add(step);
        return new Script(all);
    }

    private static Json.Obj call(Json.Obj piece) {
        return Json.obj().put("tool_calls", Json.arr(piece)).build();
    }

    private static Json.Obj finish(String why) {
        return Json.obj().put("finish", why).build();
    }

    private static Step chunk(Json.Obj delta) {
        var choice = Json.obj().put("index", 0);
        var finish = delta.textAt("finish");
        choice.put("delta", finish.isPresent() ? Json.Obj.EMPTY : delta)
                .put("finish_reason", finish.<Json>map(Json::str).orElse(Json.nil()));
        return data(Json.obj()
                .put("object", "chat.completion.chunk")
                .put("choices", Json.arr(choice.build()))
                .build());
    }

    private static Step usage() {
        var usage =
                Json.obj().put("prompt_tokens", 7).put("completion_tokens", 5).build();
        return data(Json.obj().put("choices", Json.arr()).put("usage", usage).build());
    }

    private static Step data(Json.Obj chunk) {
        return new Step.Body("data: " + chunk.text() + "\n\n", false);
    }
}
