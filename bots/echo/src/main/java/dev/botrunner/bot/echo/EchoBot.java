package dev.botrunner.bot.echo;

import dev.botrunner.run.Bot;
import dev.botrunner.run.BotContext;
import dev.botrunner.session.Json;
import dev.botrunner.session.Message;
import dev.botrunner.session.RunnerEnd;
import java.time.Duration;
import java.util.Optional;

/**
 * Joins no room, and says back what it is told: for each message a {@code bot.turn.user} and a {@code bot.turn.bot}. Ends
 * when it is asked to, or on a message of type {@code end}.
 */
public final class EchoBot implements Bot {

    private static final Duration NEXT = Duration.ofSeconds(10);

    @Override
    public RunnerEnd run(BotContext context) throws InterruptedException {
        if (!context.joined()) {
            return RunnerEnd.completed("done");
        }
        while (context.end().order().isEmpty()) {
            Optional<Message> message = context.nextMessage(NEXT);
            if (message.isPresent()) {
                answer(context, message.get());
                if (message.get().type().equals("end")) {
                    return RunnerEnd.completed("said_goodbye");
                }
            }
        }
        return RunnerEnd.completed("said_goodbye");
    }

    private static void answer(BotContext context, Message message) {
        String text =
                message.data().textAt("text").orElseGet(() -> message.data().text());
        context.events()
                .publish(
                        "bot.turn.user",
                        Json.obj()
                                .put("text", text)
                                .put("message_id", message.id())
                                .build());
        context.events()
                .publish(
                        "bot.turn.bot",
                        Json.obj()
                                .put("text", "You said: " + text)
                                .put("in_reply_to", message.id())
                                .build());
    }
}
