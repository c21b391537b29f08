package dev.botrunner.bot.chat.talk;

import dev.botrunner.bot.chat.settings.ChatConfig.IdleTerms;

/** How long nobody has spoken, and what that means. Counts only while people are there. For one thread. */
public final class Quiet {

    private final IdleTerms terms;
    private final boolean prompting;
    private final Alarm prompt = new Alarm();
    private final Alarm limit = new Alarm();
    private int prompted;
    private boolean company;

    /** @param prompting whether it speaks into the silence */
    public Quiet(IdleTerms terms, boolean prompting) {
        this.terms = terms;
        this.prompting = prompting;
    }

    /** A person came, spoke, or is about to. */
    public void stirred(long now) {
        prompted = 0;
        company = true;
        limit.clear();
        if (!terms.limit().isZero()) {
            limit.set(Alarm.after(now, terms.limit()));
        }
        spoke(now);
    }

    /** The bot has spoken, or another one: that is no silence, and yet nobody else has. */
    public void spoke(long now) {
        prompt.clear();
        if (prompting
                && company
                && prompted < terms.prompts()
                && !terms.prompt().isZero()) {
            prompt.set(Alarm.after(now, terms.prompt()));
        }
    }

    /** The people are gone. */
    public void deserted() {
        company = false;
        prompt.clear();
        limit.clear();
    }

    public long due() {
        return Math.min(prompt.at(), limit.at());
    }

    /** Whether to speak into the silence, now. */
    public boolean isPromptDue(long now) {
        boolean due = prompt.rings(now);
        if (due) {
            prompted++;
        }
        return due;
    }

    /** Whether nobody has said anything for too long. */
    public boolean isOver(long now) {
        return limit.rings(now);
    }
}
