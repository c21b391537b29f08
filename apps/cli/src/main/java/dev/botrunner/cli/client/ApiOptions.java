package dev.botrunner.cli.client;

import dev.botrunner.cli.api.ApiClient;
import dev.botrunner.cli.api.Target;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which control server, as whom, and for whose eyes: the same for every client command. */
public final class ApiOptions {

    /** Where {@code botrunner dev} listens. */
    public static final String HERE = "http://127.0.0.1:8080";

    public static final String URL_VARIABLE = "BOTRUNNER_URL";
    public static final String KEY_FILE_VARIABLE = "BOTRUNNER_KEY_FILE";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The control server (default: " + URL_VARIABLE + ", else " + HERE + ").")
    private @Nullable String url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "A file whose first line is the API key (default: " + KEY_FILE_VARIABLE + ", else no key).")
    private @Nullable Path keyFile;

    @Option(names = "--json", description = "For programs: what the API answers, as JSON.")
    private boolean json;

    public boolean isJson() {
        return json;
    }

    /** Whether somebody said which server. */
    public boolean isGiven(Map<String, String> environment) {
        return url != null || nonEmpty(environment, URL_VARIABLE).isPresent();
    }

    /** A client of the server asked for; throws {@link IllegalArgumentException} with a sentence for people. */
    public ApiClient client(Map<String, String> environment) {
        return new ApiClient(target(environment));
    }

    public Target target(Map<String, String> environment) {
        String address = url == null ? nonEmpty(environment, URL_VARIABLE).orElse(HERE) : url;
        Optional<Path> file =
                keyFile == null ? nonEmpty(environment, KEY_FILE_VARIABLE).map(Path::of) : Optional.of(keyFile);
        return Target.of(address, file.map(ApiOptions::key));
    }

    private static Optional<String> nonEmpty(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static String key(Path file) {
        try {
            String key = Files.readString(file).strip().lines().findFirst().orElse("");
            if (key.isBlank() || !key.strip().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new IllegalArgumentException(
                        "--key-file " + file + ": its first line is no key; expected visible ASCII without spaces");
            }
            return key.strip();
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("--key-file " + file + ": there is no such file", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("--key-file " + file + " is not a text file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("--key-file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
