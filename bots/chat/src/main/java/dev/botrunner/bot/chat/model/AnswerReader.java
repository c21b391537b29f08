package dev.botrunner.bot.chat.model;

import dev.botrunner.bot.chat.model.ModelFault.Kind;
import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads one answer, streamed or whole, and tells the ear what is in it. For one thread. */
final class AnswerReader {

    private static final String DONE = "[DONE]";
    private static final String FILTERED = "content_filter";

    /** Members that servers stream a model's reasoning in; no standard names them. */
    private static final List<String> REASONING = List.of("reasoning_content", "reasoning");

    private static final int LONGEST_WHOLE = 4 << 20;

    private final Consumer<ModelEvent> ear;
    private final CallFragments fragments = new CallFragments();
    private Optional<String> finish = Optional.empty();
    private Optional<ModelEvent.Usage> usage = Optional.empty();

    AnswerReader(Consumer<ModelEvent> ear) {
        this.ear = ear;
    }

    /** A stream of chunks. What breaks it is told as the answer's end. */
    void stream(InputStream in) throws IOException {
        var lines = new SseLines(in);
        while (true) {
            Optional<String> data = lines.next();
            if (data.isEmpty() || data.get().strip().equals(DONE)) {
                end(data.isPresent());
                return;
            }
            Optional<ModelFault> fault = chunk(data.get());
            if (fault.isPresent()) {
                boolean half = lines.isOver() && fault.get().kind() == Kind.MALFORMED;
                fail(half ? cut() : fault.get());
                return;
            }
        }
    }

    /** A server that does not stream: the answer in one piece. */
    void whole(InputStream in) throws IOException {
        Optional<ModelFault> fault =
                chunk(new String(in.readNBytes(LONGEST_WHOLE), java.nio.charset.StandardCharsets.UTF_8));
        if (fault.isPresent()) {
            fail(fault.get());
        } else {
            end(true);
        }
    }

    private void end(boolean said) {
        if (finish.isEmpty() && !said) {
            fail(cut());
        } else if (finish.filter(FILTERED::equals).isPresent()) {
            fail(ModelFault.of(Kind.REFUSED, "The model's filter stopped the answer"));
        } else {
            if (finish.isEmpty()) {
                ear.accept(new ModelEvent.Finishing(fragments.calls()));
            }
            ear.accept(new ModelEvent.Done(finish.orElse("stop"), usage));
        }
    }

    private Optional<ModelFault> chunk(String data) {
        Json.Obj chunk;
        try {
            Optional<Json.Obj> object = Json.parse(data).asObj();
            if (object.isEmpty()) {
                return malformed("a chunk that is no object");
            }
            chunk = object.get();
        } catch (MalformedJson e) {
            return malformed("a chunk that is no JSON (" + e.reason() + ")");
        }
        Optional<Json> error = chunk.member("error").filter(it -> !it.isNull());
        if (error.isPresent()) {
            return Optional.of(ErrorBody.fault(error.get()));
        }
        chunk.objAt("usage").ifPresent(this::usage);
        for (Json choice : chunk.itemsAt("choices").orElse(List.of())) {
            choice.asObj().ifPresent(this::choice);
        }
        return Optional.empty();
    }

    private void usage(Json.Obj told) {
        usage = Optional.of(new ModelEvent.Usage(
                told.integerAt("prompt_tokens").orElse(0),
                told.integerAt("completion_tokens").orElse(0)));
    }

    private void choice(Json.Obj choice) {
        if (choice.integerAt("index").orElse(0) != 0) {
            return;
        }
        Json.Obj delta = choice.objAt("delta").or(() -> choice.objAt("message")).orElse(Json.Obj.EMPTY);
        delta.textAt("content")
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> ear.accept(new ModelEvent.Text(text)));
        if (REASONING.stream()
                .anyMatch(name -> delta.textAt(name).filter(it -> !it.isEmpty()).isPresent())) {
            ear.accept(new ModelEvent.Reasoning());
        }
        for (Json call : delta.itemsAt("tool_calls").orElse(List.of())) {
            call.asObj().ifPresent(fragments::add);
        }
        // some servers write an empty one into each chunk
        choice.textAt("finish_reason").filter(word -> !word.isBlank()).ifPresent(this::finishing);
    }

    private void finishing(String word) {
        finish = Optional.of(word);
        if (!word.equals(FILTERED)) {
            ear.accept(new ModelEvent.Finishing(fragments.calls()));
        }
    }

    private void fail(ModelFault fault) {
        ear.accept(new ModelEvent.Failed(fault));
    }

    private static ModelFault cut() {
        return ModelFault.of(Kind.CUT, "The model's stream ended before its answer did");
    }

    private static Optional<ModelFault> malformed(String what) {
        return Optional.of(ModelFault.of(
                Kind.MALFORMED, "The model's answer holds " + what + ": is MODEL_URL an API of the OpenAI kind?"));
    }
}
