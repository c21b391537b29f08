package dev.botrunner.bot.chat;

import dev.botrunner.bot.chat.model.ModelFault;
import dev.botrunner.bot.chat.settings.Prompt;
import dev.botrunner.bot.chat.settings.Prompts;
import dev.botrunner.bot.chat.talk.Alarm;
import dev.botrunner.room.Participant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Says one thing after the other: what is there as a whole at once, what the model answers as it comes. Without a model, or
 * once it is clear that it will not answer in this session, it says so once and keeps to its functional prompts. For one
 * thread.
 */
final class Speaker {

    /** Lines that wait behind what is being said; what comes when there are more is refused. */
    private static final int MOST_WAITING = 64;

    private final Prompts prompts;
    private final Voice voice;
    private final Briefing briefing;
    private final Optional<Thinking> thinking;
    private final Deque<Line> waiting = new ArrayDeque<>();
    private boolean modelGone;
    private boolean modelMissed;
    private boolean leaving;

    Speaker(Prompts prompts, Voice voice, Briefing briefing, Optional<Thinking> thinking) {
        this.prompts = prompts;
        this.voice = voice;
        this.briefing = briefing;
        this.thinking = thinking;
        this.modelGone = thinking.isEmpty();
    }

    boolean isBusy() {
        return thinking.isPresent() && thinking.get().isBusy();
    }

    /** Whether the model has ended the conversation. */
    boolean isLeaving() {
        return leaving && waiting.isEmpty();
    }

    long due() {
        return thinking.map(Thinking::due).orElse(Alarm.NEVER);
    }

    /** Says a functional prompt, in its turn. */
    void prompt(Prompt prompt, List<Participant> people, String timeLeft) {
        Prompts.Words words = prompts.words(prompt, briefing.values(people, "", timeLeft));
        Optional<String> name = Optional.of(prompt.word());
        if (words.instruction().isPresent() && !modelGone) {
            var question = new Question(words.instruction().get(), Optional.of(words.text()), name, Optional.empty());
            add(new Line.Asked(question));
        } else {
            add(new Line.Said(words.text(), name, Optional.empty()));
        }
    }

    /** Says a functional prompt now, whatever else waits; nobody is asked. */
    void promptNow(Prompt prompt, List<Participant> people, String timeLeft) {
        String text =
                prompts.words(prompt, briefing.values(people, "", timeLeft)).text();
        voice.say(text, Optional.of(prompt.word()), Optional.empty());
    }

    void say(String text, String messageId) {
        add(new Line.Said(text, Optional.empty(), Optional.of(messageId)));
    }

    /** Lets the model act upon what somebody outside wants. */
    void ask(String instruction, String messageId) {
        if (modelGone) {
            voice.error("no_model", "A prompt came from outside, and there is no language model to answer it");
        } else {
            add(new Line.Asked(new Question(instruction, Optional.empty(), Optional.empty(), Optional.of(messageId))));
        }
    }

    /** Somebody has said something that is to be answered. */
    void reply(Participant to, String text) {
        if (modelGone) {
            missModel(List.of(to));
            var said = prompts.reply(text, briefing.values(List.of(to), text, ""));
            add(new Line.Said(said, Optional.of(Prompt.REPLY.word()), Optional.empty()));
        } else if (waiting.stream().noneMatch(line -> line.equals(new Line.Asked(Question.OF_PEOPLE)))) {
            add(new Line.Asked(Question.OF_PEOPLE));
        }
    }

    /** Says that there is no model; once. */
    void missModel(List<Participant> people) {
        if (modelGone && !modelMissed) {
            modelMissed = true;
            prompt(Prompt.NO_MODEL, people, "");
        }
    }

    private void add(Line line) {
        if (waiting.size() < MOST_WAITING) {
            waiting.add(line);
        } else {
            voice.error("too_much", "So much waits to be said that something more was dropped");
        }
    }

    /** Stops an answer; what had been said of it, if anything. Lines that wait stay. */
    Optional<String> cut(long now) {
        return thinking.flatMap(it -> it.cut(now));
    }

    /** Nothing that waits is said any more. */
    void silence(long now) {
        cut(now);
        waiting.clear();
    }

    void on(Happening.Answered answered, long now) {
        thinking.flatMap(it -> it.on(answered, now)).ifPresent(this::take);
    }

    void take(Instruction.ToolResult result, long now) {
        if (thinking.isEmpty() || !thinking.get().take(result, now)) {
            voice.error("bad_message", "A tool's result came that nobody waits for");
            return;
        }
        thinking.get().afterTools(now).ifPresent(this::take);
    }

    /** Says what is due. True: something was said as a whole, or a question was put. */
    boolean look(long now) {
        thinking.flatMap(it -> it.look(now)).ifPresent(this::take);
        boolean did = false;
        while (!isBusy() && !waiting.isEmpty()) {
            did = true;
            switch (waiting.removeFirst()) {
                case Line.Said(String text, Optional<String> prompt, Optional<String> inReplyTo) ->
                    voice.say(text, prompt, inReplyTo);
                case Line.Asked(Question question) -> {
                    if (!modelGone) {
                        thinking.orElseThrow().ask(question, now);
                    } else {
                        question.instead().ifPresent(text -> voice.say(text, question.prompt(), Optional.empty()));
                    }
                }
            }
        }
        return did;
    }

    private void take(Thinking.Outcome outcome) {
        switch (outcome) {
            case Thinking.Outcome.Answered(boolean leave) -> leaving |= leave;
            case Thinking.Outcome.GaveUp(Question question, ModelFault fault, boolean spoken) ->
                gaveUp(question, fault, spoken);
        }
    }

    /** People learn what they can do something about; who runs the bot learns the rest from the event. */
    private void gaveUp(Question question, ModelFault fault, boolean spoken) {
        voice.error(fault.kind().code(), fault.detail());
        question.instead()
                .filter(_ -> !spoken)
                .ifPresent(text -> waiting.addFirst(new Line.Said(text, question.prompt(), Optional.empty())));
        if (fault.kind().isLasting()) {
            modelGone = true;
            modelMissed = true;
            prompt(Prompt.NO_ACCESS, List.of(), "");
        } else if (question.instead().isEmpty() || spoken) {
            prompt(apology(fault, spoken), List.of(), "");
        }
    }

    private static Prompt apology(ModelFault fault, boolean spoken) {
        if (spoken) {
            return Prompt.CUT_OFF;
        }
        return fault.kind() == ModelFault.Kind.BUSY ? Prompt.BUSY : Prompt.ERROR;
    }
}
