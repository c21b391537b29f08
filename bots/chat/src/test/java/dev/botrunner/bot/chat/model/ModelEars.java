package dev.botrunner.bot.chat.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Collects what a model says. */
final class ModelEars implements Consumer<ModelEvent> {

    private static final Duration GUARD = Duration.ofSeconds(30);

    private final LinkedBlockingQueue<ModelEvent> heard = new LinkedBlockingQueue<>();

    @Override
    public void accept(ModelEvent event) {
        heard.add(event);
    }

    ModelEvent next() throws InterruptedException {
        ModelEvent event = heard.poll(GUARD.toSeconds(), TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("The model says nothing");
        }
        return event;
    }

    /** Up to the end of the answer. */
    List<ModelEvent> all() throws InterruptedException {
        List<ModelEvent> all = new ArrayList<>();
        ModelEvent event;
        do {
            event = next();
            all.add(event);
        } while (!(event instanceof ModelEvent.Done || event instanceof ModelEvent.Failed));
        return all;
    }

    boolean isSilent() {
        return heard.isEmpty();
    }
}
