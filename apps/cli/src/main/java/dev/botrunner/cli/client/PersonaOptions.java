package dev.botrunner.cli.client;

import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who the bot is, and what it gets along. */
final class PersonaOptions {

    @Option(names = "--personality-id", paramLabel = "ID", description = "A personality that the assets hold.")
    private @Nullable String personalityId;

    @Option(
            names = "--personality",
            paramLabel = "FILE",
            description = "A personality record: a file with a JSON object, or - for standard input.")
    private @Nullable String personality;

    @Option(names = "--prompts", paramLabel = "FILE", description = "Functional prompts: a JSON object of strings.")
    private @Nullable String prompts;

    @Option(names = "--feature", paramLabel = "NAME", description = "A supported feature. May repeat.")
    private List<String> features = List.of();

    @Option(names = "--voice", paramLabel = "FILE", description = "The voice: a JSON object.")
    private @Nullable String voice;

    @Option(names = "--config", paramLabel = "FILE", description = "The bot's configuration: a JSON object.")
    private @Nullable String config;

    @Option(
            names = "--secret",
            paramLabel = "NAME[=@FILE]",
            description = {
                "A secret for the bot: from a file, or from the environment variable of that name. May repeat.",
                "A value cannot stand on the command line: other users of the machine would see it."
            })
    private List<String> secrets = List.of();

    @Option(names = "--user-id", paramLabel = "ID", description = "Whom the bot is for.")
    private @Nullable String userId;

    @Option(names = "--user-name", paramLabel = "NAME", description = "That person's name.")
    private @Nullable String userName;

    @Option(names = "--user-email", paramLabel = "ADDRESS", description = "That person's address.")
    private @Nullable String userEmail;

    void addTo(JsonBuilder body, Given given, Map<String, String> environment) {
        body.putTextIfPresent("personality_id", Optional.ofNullable(personalityId));
        object(body, given, "personality", "--personality", personality);
        object(body, given, "functional_prompts", "--prompts", prompts);
        if (!features.isEmpty()) {
            body.put("supported_features", Json.texts(features));
        }
        object(body, given, "voice", "--voice", voice);
        object(body, given, "config", "--config", config);
        if (!secrets.isEmpty()) {
            body.put("secrets", Json.texts(secrets(given, environment)));
        }
        Json.Obj user = Json.obj()
                .putTextIfPresent("id", Optional.ofNullable(userId))
                .putTextIfPresent("name", Optional.ofNullable(userName))
                .putTextIfPresent("email", Optional.ofNullable(userEmail))
                .build();
        if (!user.members().isEmpty()) {
            body.put("user", user);
        }
    }

    private static void object(JsonBuilder body, Given given, String member, String option, @Nullable String file) {
        if (file != null) {
            body.put(member, given.object(option, file));
        }
    }

    private Map<String, String> secrets(Given given, Map<String, String> environment) {
        var values = new LinkedHashMap<String, String>();
        for (String secret : secrets) {
            int equals = secret.indexOf('=');
            String name = equals < 0 ? secret : secret.substring(0, equals);
            String value;
            if (equals < 0) {
                value = environment.get(name);
                if (value == null) {
                    throw new IllegalArgumentException("--secret " + name
                            + ": there is no environment variable of that name; set it, or say " + name + "=@FILE");
                }
            } else if (secret.startsWith("@", equals + 1)) {
                value = given.text("--secret " + name, secret.substring(equals + 2));
            } else {
                throw new IllegalArgumentException("--secret " + name
                        + ": a value cannot stand on the command line; say --secret " + name + "=@FILE, or --secret "
                        + name + " to take it from the environment");
            }
            if (values.put(name, value) != null) {
                throw new IllegalArgumentException("--secret " + name + " is given twice");
            }
        }
        return values;
    }
}
