package dev.botrunner.bot.chat;

import dev.botrunner.bot.chat.model.ModelRequest;
import dev.botrunner.bot.chat.settings.ChatSettings;
import dev.botrunner.bot.chat.settings.Feature;
import dev.botrunner.bot.chat.settings.Personality;
import dev.botrunner.bot.chat.talk.Company;
import dev.botrunner.bot.chat.talk.Dialogue;
import dev.botrunner.bot.chat.talk.Entry;
import dev.botrunner.room.Participant;
import java.util.List;
import java.util.Map;

/** What the model is told: who it is, who is there, what was said. For one thread. */
final class Briefing implements Thinking.Requests {

    private static final String PART =
            "You are {bot}, in a text chat room with people. What you write is shown to them as you"
                    + " write it: plain text, a few sentences at most, no headings and no lists unless somebody asks for one. With"
                    + " more than one person there, each line of theirs begins with a name; yours do not.";

    private final ChatSettings settings;
    private final Company company;
    private final Dialogue dialogue;
    private final Toolbox tools;

    Briefing(ChatSettings settings, Company company, Dialogue dialogue, Toolbox tools) {
        this.settings = settings;
        this.company = company;
        this.dialogue = dialogue;
        this.tools = tools;
    }

    @Override
    public ModelRequest of(Question question, boolean withTools) {
        if (question.isOfPeople()) {
            dialogue.answering();
        }
        boolean using = withTools && settings.has(Feature.TOOLS);
        return new ModelRequest(
                dialogue.messages(system(), question.instruction()), using ? tools.offered() : List.of());
    }

    @Override
    public void remember(List<Entry> turn) {
        dialogue.add(turn);
    }

    private String system() {
        Personality personality = settings.personality();
        var text = new StringBuilder();
        text.append(settings.prompts().system().orElse(PART).replace("{bot}", personality.name()));
        personality
                .persona()
                .ifPresent(persona -> text.append("\n\nWho you are: ").append(persona));
        personality.instructions().ifPresent(it -> text.append("\n\n").append(it));
        personality
                .language()
                .ifPresent(it -> text.append("\n\nAnswer in this language: ").append(it));
        List<Participant> people = company.people();
        text.append("\n\nIn the room now: ")
                .append(people.isEmpty() ? "nobody" : company.names(people))
                .append('.');
        return text.toString();
    }

    /** What stands for a prompt's placeholders. */
    Map<String, String> values(List<Participant> people, String text, String timeLeft) {
        String names = company.names(people);
        return Map.of(
                "bot",
                settings.personality().name(),
                "name",
                names,
                "names",
                names,
                "text",
                text,
                "time_left",
                timeLeft);
    }
}
