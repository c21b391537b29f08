package dev.botrunner.run.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.loop.Threads;
import dev.botrunner.publish.Envelope;
import dev.botrunner.run.BotContext;
import dev.botrunner.session.Json;
import dev.botrunner.session.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a program and its runner say to each other: its output becomes events, messages become its input. */
final class Conversation {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final Duration NEXT_MESSAGE = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final Json.Obj JOIN = Json.obj().put("join", true).build();

    private final Process process;
    private final BotContext context;
    private final Consumer<String> log;
    private final OutputStream input;

    /** Guards the writing of lines, and {@code asked}. */
    private final ReentrantLock writing = new ReentrantLock();

    private final Condition answered = writing.newCondition();

    /** Whether the program has asked to join and was not answered yet. */
    private boolean asked;

    private volatile Optional<Spoken.End> stated = Optional.empty();

    /** @param log takes what the program says to people */
    Conversation(Process process, BotContext context, Consumer<String> log) {
        this.process = process;
        this.context = context;
        this.log = log;
        this.input = process.getOutputStream();
    }

    /** Why the program is about to leave, if it said so. */
    Optional<Spoken.End> stated() {
        return stated;
    }

    /** Until the end of its output. */
    void listen() {
        try {
            var lines = new Lines(process.getInputStream(), Envelope.MAX_BYTES);
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                hear(Spoken.of(line.get()));
            }
        } catch (IOException e) {
            LOG.atDebug()
                    .setMessage("The program's output broke off")
                    .setCause(e)
                    .log();
        }
    }

    /** Until the bot shall leave. */
    void pass() {
        try {
            while (process.isAlive() && context.end().order().isEmpty()) {
                Optional<Message> message = context.nextMessage(NEXT_MESSAGE);
                if (message.isPresent()) {
                    awaitAnswer();
                    write(Json.obj()
                            .put("id", message.get().id())
                            .put("type", message.get().type())
                            .put("data", message.get().data())
                            .build());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The end of its input means leave. */
    void closeInput() {
        writing.lock();
        try {
            input.close();
        } catch (IOException e) {
            LOG.atTrace()
                    .setMessage("The program's input was closed already")
                    .setCause(e)
                    .log();
        } finally {
            writing.unlock();
        }
    }

    private void hear(Spoken spoken) {
        switch (spoken) {
            case Spoken.Event(String type, Json.Obj data) -> publish(type, data);
            case Spoken.Joining _ -> {
                setAsked(true);
                Threads.virtual("joining", this::join);
            }
            case Spoken.End end -> stated = Optional.of(end);
            case Spoken.Wrong(String code, String detail) -> error(code, detail);
            case Spoken.Log(String text) -> log.accept(text);
        }
    }

    /** The control server may not answer for a while: meanwhile the program is still listened to. */
    private void join() {
        try {
            if (context.joined()) {
                write(JOIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            setAsked(false);
        }
    }

    private void setAsked(boolean now) {
        writing.lock();
        try {
            asked = now;
            answered.signalAll();
        } finally {
            writing.unlock();
        }
    }

    /** People may say something as soon as the record says joined: the program is told first that it may enter. */
    private void awaitAnswer() throws InterruptedException {
        writing.lock();
        try {
            while (asked && process.isAlive() && context.end().order().isEmpty()) {
                answered.awaitNanos(LOOK_AGAIN.toNanos());
            }
        } finally {
            writing.unlock();
        }
    }

    private void publish(String type, Json.Obj data) {
        if (type.startsWith(Envelope.RESERVED)) {
            error("reserved_type", "Events of type " + Envelope.RESERVED + "* are not a bot's");
            return;
        }
        try {
            context.events().publish(type, data);
        } catch (IllegalArgumentException tooLarge) {
            error("too_large", "An event of type " + type + " was larger than " + Envelope.MAX_BYTES + " bytes");
        }
    }

    private void error(String code, String detail) {
        context.events()
                .publish(
                        "bot.error",
                        Json.obj().put("code", code).put("detail", detail).build());
    }

    private void write(Json.Obj line) {
        writing.lock();
        try {
            input.write((line.text() + "\n").getBytes(UTF_8));
            input.flush();
        } catch (IOException e) {
            LOG.atDebug()
                    .setMessage("The program does not listen any more")
                    .setCause(e)
                    .log();
        } finally {
            writing.unlock();
        }
    }
}
