package dev.botrunner.bot.chat;

import dev.botrunner.bot.chat.model.ModelCall;
import dev.botrunner.bot.chat.model.ModelClient;
import dev.botrunner.bot.chat.model.ModelEvent;
import dev.botrunner.bot.chat.model.ModelFault;
import dev.botrunner.bot.chat.model.ModelFault.Kind;
import dev.botrunner.bot.chat.model.ModelRequest;
import dev.botrunner.bot.chat.model.ToolCall;
import dev.botrunner.bot.chat.settings.ChatConfig.ModelTerms;
import dev.botrunner.bot.chat.talk.Alarm;
import dev.botrunner.bot.chat.talk.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One answer of the model at a time, from the question to what came of it: asks, asks again where that may help, lets
 * tools be used, and speaks as the answer comes. For one thread; what the model says comes as {@link Happening.Answered}.
 */
final class Thinking {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /** How long the end of a stream may take after the end of the answer in it. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /**
     * What it works with.
     *
     * @param request makes a question of the conversation as it is now
     * @param later brings what the model says back to this thread
     */
    record Means(
            ModelClient model,
            Voice voice,
            Toolbox tools,
            Requests request,
            Consumer<Happening> later,
            RandomGenerator random) {}

    /** Makes questions of the conversation. */
    interface Requests {
        ModelRequest of(Question question, boolean withTools);

        void remember(List<Entry> turn);
    }

    /** What came of a question. */
    sealed interface Outcome {

        /**
         * It was answered.
         *
         * @param leave the model wants to go
         */
        record Answered(boolean leave) implements Outcome {}

        /**
         * It was not.
         *
         * @param spoken whether a part of the answer was said before
         */
        record GaveUp(Question question, ModelFault fault, boolean spoken) implements Outcome {}
    }

    private enum Phase {
        IDLE,
        ASKED,
        RESTING,
        TOOLS
    }

    private final Means means;
    private final ModelTerms terms;
    private final Alarm alarm = new Alarm();
    private Phase phase = Phase.IDLE;
    private Question question = Question.OF_PEOPLE;
    private Answer answer;
    private ModelCall call = () -> {};
    private long number;
    private int tries;
    private int rounds;
    private List<ToolCall> wanted = List.of();
    private boolean finishing;
    private Optional<ToolRound> round = Optional.empty();

    Thinking(Means means, ModelTerms terms) {
        this.means = means;
        this.terms = terms;
        this.answer = new Answer(means.voice(), terms.answer(), 0);
    }

    boolean isBusy() {
        return phase != Phase.IDLE;
    }

    long due() {
        return alarm.at();
    }

    void ask(Question asked, long now) {
        question = asked;
        answer = new Answer(means.voice(), terms.answer(), now);
        tries = 0;
        rounds = 0;
        means.voice().typing(true);
        send(now);
    }

    private void send(long now) {
        phase = Phase.ASKED;
        tries++;
        wanted = List.of();
        finishing = false;
        long current = ++number;
        boolean withTools = rounds < terms.toolRounds();
        call = means.model()
                .ask(
                        means.request().of(question, withTools),
                        event -> means.later().accept(new Happening.Answered(current, event)));
        alarm.set(Alarm.after(now, terms.firstToken()));
    }

    Optional<Outcome> on(Happening.Answered answered, long now) {
        if (answered.question() != number || phase != Phase.ASKED) {
            return Optional.empty();
        }
        return switch (answered.event()) {
            case ModelEvent.Text(String text) -> text(text, now);
            case ModelEvent.Reasoning() -> {
                alarm.set(Alarm.after(now, terms.firstToken()));
                yield Optional.empty();
            }
            case ModelEvent.Finishing(List<ToolCall> calls) -> {
                wanted = calls;
                finishing = true;
                alarm.set(Alarm.after(now, LAST_WORDS));
                yield Optional.empty();
            }
            case ModelEvent.Done(String _, Optional<ModelEvent.Usage> usage) -> {
                usage.ifPresent(answer::used);
                yield done(now);
            }
            case ModelEvent.Failed(ModelFault fault) -> finishing ? done(now) : failed(fault, now);
        };
    }

    private Optional<Outcome> text(String text, long now) {
        alarm.set(Alarm.after(now, terms.nextToken()));
        if (answer.say(text, now)) {
            return Optional.empty();
        }
        // it is long enough, or nobody will hear any more of it
        call.cancel();
        wanted = List.of();
        return done(now);
    }

    private Optional<Outcome> done(long now) {
        if (!wanted.isEmpty() && rounds < terms.toolRounds()) {
            phase = Phase.TOOLS;
            round = Optional.of(ToolRound.begin(wanted, means.tools(), means.voice(), now));
            alarm.set(Alarm.after(now, terms.toolWait()));
            return afterTools(now);
        }
        if (answer.isEmpty()) {
            return failed(ModelFault.of(Kind.MALFORMED, "The model's answer is empty"), now);
        }
        remember();
        answer.end(question, tries, now);
        rest();
        return Optional.of(new Outcome.Answered(false));
    }

    /** What a tool outside came to. False: nobody waits for it. */
    boolean take(Instruction.ToolResult result, long now) {
        return round.isPresent() && round.get().take(result.callId(), result.result(), result.failed(), now);
    }

    /** Goes on when all tools have come to something. */
    Optional<Outcome> afterTools(long now) {
        if (round.isEmpty() || !round.get().isComplete()) {
            return Optional.empty();
        }
        ToolRound complete = round.get();
        round = Optional.empty();
        means.request().remember(complete.entries(answer.nextRound()));
        if (complete.wants(Toolbox.END_CALL) && !means.tools().isOutside(Toolbox.END_CALL)) {
            answer.end(question, tries, now);
            rest();
            return Optional.of(new Outcome.Answered(true));
        }
        rounds++;
        tries = 0;
        send(now);
        return Optional.empty();
    }

    private Optional<Outcome> failed(ModelFault fault, long now) {
        call.cancel();
        number++;
        boolean saidSome = !answer.isRoundEmpty();
        if (!saidSome && fault.kind().isWorthAnotherTry() && tries < terms.tries() && isSoon(fault)) {
            phase = Phase.RESTING;
            alarm.set(Alarm.after(now, pause(fault)));
            return Optional.empty();
        }
        boolean spoken = !answer.isEmpty();
        remember();
        answer.cut(question, tries, now);
        rest();
        return Optional.of(new Outcome.GaveUp(question, fault, spoken));
    }

    private boolean isSoon(ModelFault fault) {
        return fault.retryAfter()
                .filter(wait -> wait.compareTo(terms.patience()) > 0)
                .isEmpty();
    }

    /** Doubles with each try; the half of it is left to chance, so that many bots do not come back together. */
    private Duration pause(ModelFault fault) {
        long most = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 5)).toNanos();
        Duration pause = Duration.ofNanos(most / 2 + means.random().nextLong(most / 2 + 1));
        Duration asked = fault.retryAfter().orElse(Duration.ZERO);
        return asked.isZero() ? pause : asked.plus(pause.dividedBy(4));
    }

    Optional<Outcome> look(long now) {
        if (!alarm.rings(now)) {
            return Optional.empty();
        }
        return switch (phase) {
            case IDLE -> Optional.empty();
            case RESTING -> {
                send(now);
                yield Optional.empty();
            }
            case TOOLS -> {
                round.ifPresent(it -> it.expire(now));
                yield afterTools(now);
            }
            case ASKED -> {
                if (finishing) {
                    call.cancel();
                    number++;
                    yield done(now);
                }
                String what = answer.isRoundEmpty() ? "did not begin its answer" : "stopped in its answer";
                yield failed(ModelFault.of(Kind.STALLED, "The model " + what + " in time"), now);
            }
        };
    }

    /** Stops it. What had been said of the answer until then; absent: nothing. */
    Optional<String> cut(long now) {
        if (phase == Phase.IDLE) {
            return Optional.empty();
        }
        call.cancel();
        number++;
        remember();
        Optional<String> said = answer.isEmpty() ? Optional.empty() : Optional.of(answer.said());
        answer.cut(question, tries, now);
        rest();
        return said;
    }

    private void remember() {
        if (!answer.isRoundEmpty()) {
            means.request().remember(List.of(new Entry.Spoken(answer.nextRound(), List.of())));
        }
    }

    private void rest() {
        phase = Phase.IDLE;
        round = Optional.empty();
        alarm.clear();
        means.voice().typing(false);
    }
}
