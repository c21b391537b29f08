package dev.botrunner.bot.chat.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The functional prompts of one session: what was given, else what the personality says, else the usual. A prompt is said
 * as it stands, its {@code {placeholders}} filled in; one that begins with {@code @model} is an instruction for the model,
 * and the usual text is said where there is none.
 */
public final class Prompts {

    /** A prompt with this name takes the place of the first sentence of what the model is told of its part. */
    public static final String SYSTEM = "system";

    private static final String ASK = "@model";
    private static final String REPLY_TO = "reply_";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");
    private static final Pattern LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Map<String, String> given;
    private final Optional<String> greeting;

    /** @param greeting the personality's own */
    public Prompts(Map<String, String> given, Optional<String> greeting) {
        this.given = Map.copyOf(given);
        this.greeting = greeting;
    }

    /**
     * What to say.
     *
     * @param text as it stands
     * @param instruction for the model, whose answer is said instead where there is one
     */
    public record Words(String text, Optional<String> instruction) {}

    /** @param values of the placeholders; one without a value stays as it is */
    public Words words(Prompt prompt, Map<String, String> values) {
        String template = template(prompt);
        if (!template.startsWith(ASK)) {
            return new Words(filled(template, values), Optional.empty());
        }
        String instruction = filled(template.substring(ASK.length()).strip(), values);
        return new Words(filled(prompt.usual(), values), Optional.of(instruction));
    }

    private String template(Prompt prompt) {
        Optional<String> own = Optional.ofNullable(given.get(prompt.word())).filter(text -> !text.isBlank());
        return own.or(() -> ofPersonality(prompt)).orElse(prompt.usual());
    }

    /** Whoever gives a personality a greeting means it for any number of people. */
    private Optional<String> ofPersonality(Prompt prompt) {
        return switch (prompt) {
            case GREETING -> greeting;
            case GREETING_PAIR, GREETING_GROUP ->
                Optional.ofNullable(given.get(Prompt.GREETING.word()))
                        .filter(text -> !text.isBlank())
                        .or(() -> greeting);
            case WELCOME_BACK, IDLE, WRAP_UP, GOOD_BYE, NO_MODEL, REPLY, BUSY, ERROR, NO_ACCESS, CUT_OFF ->
                Optional.empty();
        };
    }

    /** What is answered to a text without a model: {@code reply_<word>} where the text holds the word, else {@code reply}. */
    public String reply(String text, Map<String, String> values) {
        List<String> words =
                LETTERS.splitAsStream(text.toLowerCase(Locale.ROOT)).toList();
        return given.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(REPLY_TO))
                .filter(entry -> words.contains(
                        entry.getKey().substring(REPLY_TO.length()).toLowerCase(Locale.ROOT)))
                .min(Comparator.comparingInt(entry -> words.indexOf(
                        entry.getKey().substring(REPLY_TO.length()).toLowerCase(Locale.ROOT))))
                .map(entry -> filled(entry.getValue(), values))
                .orElseGet(() -> words(Prompt.REPLY, values).text());
    }

    /** The prompt {@value #SYSTEM}, where it was given. */
    public Optional<String> system() {
        return Optional.ofNullable(given.get(SYSTEM)).filter(text -> !text.isBlank());
    }

    static String filled(String template, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
    }
}
