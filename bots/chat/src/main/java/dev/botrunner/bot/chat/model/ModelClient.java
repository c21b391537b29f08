package dev.botrunner.bot.chat.model;

import java.util.function.Consumer;

/** A language model that answers in a stream. From any thread. A crash loses the answer that was under way. */
public interface ModelClient {

    /**
     * Asks, and returns at once. The ear is told on a thread of the client's: any number of {@link ModelEvent.Text} and
     * {@link ModelEvent.Reasoning}, at most one {@link ModelEvent.Finishing}, then one {@link ModelEvent.Done} or {@link
     * ModelEvent.Failed}, except that after {@link ModelCall#cancel} nothing has to come any more, and after the answer is
     * finishing its end may be long in coming. A slow ear slows the stream down.
     */
    ModelCall ask(ModelRequest request, Consumer<ModelEvent> ear);

    /** Makes the first question quicker: loads what it takes and opens the connection. Blocks; failures do not show. */
    void warm();
}
