package dev.botrunner.bot.chat;

import dev.botrunner.bot.chat.model.ModelEvent;
import dev.botrunner.room.Utterance;
import dev.botrunner.session.Json;
import java.util.Optional;

/** What is said of one answer, piece by piece; it may have several rounds, with tools used in between. For one thread. */
final class Answer {

    private final Voice voice;
    private final int most;
    private final long asked;
    private final StringBuilder all = new StringBuilder();
    private final StringBuilder round = new StringBuilder();
    private Optional<Utterance> utterance = Optional.empty();
    private Optional<Long> first = Optional.empty();
    private Optional<ModelEvent.Usage> usage = Optional.empty();

    /** @param most characters */
    Answer(Voice voice, int most, long now) {
        this.voice = voice;
        this.most = most;
        this.asked = now;
    }

    /** False: no more of it will be heard. */
    boolean say(String text, long now) {
        if (utterance.isEmpty()) {
            utterance = Optional.of(voice.speak());
            voice.typing(false);
        }
        if (first.isEmpty()) {
            first = Optional.of(now);
        }
        boolean apart = round.isEmpty() && !all.isEmpty() && !Character.isWhitespace(all.charAt(all.length() - 1));
        String piece = apart ? " " + text : text;
        int room = most - all.length();
        boolean fits = piece.length() <= room;
        if (!fits) {
            int end = room > 0 && Character.isHighSurrogate(piece.charAt(room - 1)) ? room - 1 : room;
            piece = piece.substring(0, end);
        }
        if (!utterance.get().append(piece)) {
            return false;
        }
        if (all.isEmpty()) {
            voice.speaking(true, now);
        }
        all.append(piece);
        round.append(piece);
        return fits;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    boolean isRoundEmpty() {
        return round.isEmpty();
    }

    String said() {
        return all.toString();
    }

    /** What was said in this round; another one begins. */
    String nextRound() {
        String said = round.toString();
        round.setLength(0);
        return said;
    }

    void used(ModelEvent.Usage told) {
        usage = Optional.of(told);
    }

    void end(Question question, int tries, long now) {
        utterance.ifPresent(Utterance::end);
        tell(question, tries, now, false);
    }

    void cut(Question question, int tries, long now) {
        utterance.ifPresent(Utterance::cancel);
        tell(question, tries, now, true);
    }

    private void tell(Question question, int tries, long now, boolean cut) {
        if (first.isPresent()) {
            voice.speaking(false, now);
            voice.turn(said(), question.prompt(), question.inReplyTo(), cut);
            voice.publish("bot.metrics", metrics(first.get(), tries, now));
        }
    }

    private Json.Obj metrics(long firstToken, int tries, long now) {
        var data = Json.obj()
                .put("stage", "model")
                .put("first_token_ms", millis(firstToken - asked))
                .put("total_ms", millis(now - asked))
                .put("tries", tries);
        usage.ifPresent(
                it -> data.put("prompt_tokens", it.promptTokens()).put("completion_tokens", it.completionTokens()));
        return data.build();
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 10_000.0) / 100.0;
    }
}
