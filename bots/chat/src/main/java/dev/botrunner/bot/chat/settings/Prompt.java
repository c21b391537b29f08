package dev.botrunner.bot.chat.settings;

import java.util.Locale;

/** The functional prompts that the bot knows by name, each with what is said where nobody gave another one. */
public enum Prompt {
    GREETING("Hello {name}, I am {bot}. What can I do for you?"),
    GREETING_PAIR("Hello {names}, I am {bot}. What can I do for you two?"),
    GREETING_GROUP("Hello everybody, I am {bot}. What can I do for you?"),
    WELCOME_BACK("Welcome back, {name}."),
    IDLE("Are you still there, {name}?"),
    WRAP_UP("We are almost out of time: {time_left} left. Is there anything else?"),
    GOOD_BYE("Good-bye!"),
    NO_MODEL("You should know that I am here without a language model: I only have a few set phrases."),
    REPLY("I hear you, {name}, but without a language model I have no answer to that."),
    BUSY("I am asked a lot just now. Please try again in a moment."),
    ERROR("Sorry, I could not think of an answer just now. Please try again."),
    NO_ACCESS(
            "I have no access to my language model, and whoever sent me has to see to that. Until then I only have a few"
                    + " set phrases."),
    CUT_OFF("Sorry, I lost my thread there. Could you say that again?");

    private final String usual;

    Prompt(String usual) {
        this.usual = usual;
    }

    /** By which it is given. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is said where nobody gave another one. */
    public String usual() {
        return usual;
    }
}
