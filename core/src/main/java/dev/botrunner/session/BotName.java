package dev.botrunner.session;

/** Names a profile of {@code bots.yaml}. */
public record BotName(String name) {

    public BotName {
        if (!Names.isName(name)) {
            throw new IllegalArgumentException("A bot's name is [a-z][a-z0-9-]{0,62}");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
