package dev.botrunner.bot.chat;

import dev.botrunner.bot.chat.model.ModelCall;
import dev.botrunner.bot.chat.model.ModelClient;
import dev.botrunner.bot.chat.model.ModelEvent;
import dev.botrunner.bot.chat.model.ModelFault;
import dev.botrunner.bot.chat.model.ModelRequest;
import dev.botrunner.bot.chat.model.ToolCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A model in the hands of a test: it says what the test lets it say, to the last question. For one thread. */
final class ScriptedModel implements ModelClient {

    private final List<Turn> turns = new ArrayList<>();

    /** One question. */
    static final class Turn {
        final ModelRequest request;
        private final Consumer<ModelEvent> ear;
        boolean cancelled;

        private Turn(ModelRequest request, Consumer<ModelEvent> ear) {
            this.request = request;
            this.ear = ear;
        }

        Turn text(String text) {
            ear.accept(new ModelEvent.Text(text));
            return this;
        }

        void done() {
            ear.accept(new ModelEvent.Done("stop", Optional.of(new ModelEvent.Usage(11, 3))));
        }

        /** The answer is whole, and the stream stays open. */
        void finishing(ToolCall... calls) {
            ear.accept(new ModelEvent.Finishing(List.of(calls)));
        }

        void reasons() {
            ear.accept(new ModelEvent.Reasoning());
        }

        void calls(ToolCall... calls) {
            finishing(calls);
            ear.accept(new ModelEvent.Done("tool_calls", Optional.empty()));
        }

        void fails(ModelFault.Kind kind) {
            ear.accept(new ModelEvent.Failed(ModelFault.of(kind, "as the test wants it")));
        }

        void fails(ModelFault.Kind kind, Duration retryAfter) {
            ear.accept(new ModelEvent.Failed(new ModelFault(kind, Optional.of(retryAfter), "as the test wants it")));
        }

        /** As {@code role: content}. */
        List<String> messages() {
            return request.messages().stream()
                    .map(it -> it.textAt("role").orElse("") + ": "
                            + it.textAt("content").orElse(""))
                    .toList();
        }

        List<String> tools() {
            return request.tools().stream()
                    .map(it -> it.objAt("function")
                            .flatMap(function -> function.textAt("name"))
                            .orElse(""))
                    .toList();
        }
    }

    @Override
    public ModelCall ask(ModelRequest request, Consumer<ModelEvent> ear) {
        var turn = new Turn(request, ear);
        turns.add(turn);
        return () -> turn.cancelled = true;
    }

    @Override
    public void warm() {}

    int asked() {
        return turns.size();
    }

    Turn last() {
        return turns.getLast();
    }
}
