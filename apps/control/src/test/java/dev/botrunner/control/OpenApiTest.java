package dev.botrunner.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.control.http.ProblemCode;
import dev.botrunner.control.http.RawHttp;
import dev.botrunner.control.settings.ControlSettings;
import dev.botrunner.control.settings.ControlSettings.Listening;
import dev.botrunner.files.KeysFile;
import dev.botrunner.session.Json;
import dev.botrunner.session.SealKeys;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every answer is one that the OpenAPI document shows, and every one that it shows is given. */
class OpenApiTest {

    /** Only pods of a pool are sent home. */
    private static final String RETIRED = "POST /link/v1/claim 410";

    private final ApiUnderTest api = new ApiUnderTest();
    private final Conformity conformity = new Conformity(api);

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void everyDocumentedAnswerIsGivenAsItIsDocumented() throws InterruptedException {
        var general = new GeneralAnswers(conformity);
        conformity.document.operations().forEach(general::provoke);
        new JoinAnswers(conformity).provoke();
        new SessionAnswers(conformity).provoke();
        new OtherAnswers(conformity).provoke();
        new LinkAnswersGiven(conformity).provoke();
        new EventAnswers(conformity).provoke();

        assertThat(conformity.faults()).isEmpty();
        assertThat(conformity.unseen()).containsExactly(RETIRED);
    }

    @Test
    void whatIsDocumentedIsServedOnSomePort() {
        var settings = ControlSettings.inMemory(Listening.onLoopback(0, 0, 0));
        var inputs = new Inputs(() -> api.profiles, () -> KeysFile.EMPTY, SealKeys.random(), List.of());
        try (ControlServer server = ControlServer.start(settings, inputs)) {
            List<String> urls =
                    List.of(server.apiUrl().orElseThrow(), server.linkUrl().orElseThrow(), server.manageUrl());

            assertThat(conformity.document.operations())
                    .allMatch(operation -> urls.stream().anyMatch(url -> isServed(url, operation)));
        }
    }

    /** A path that is served refuses a method that it does not know; another one is not found. */
    private static boolean isServed(String url, String operation) {
        String path =
                operation.substring(operation.indexOf(' ') + 1).replace("{", "").replace("}", "");
        String line = "PATCH " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
        return RawHttp.ask(URI.create(url).getPort(), line).status() == 405;
    }

    @Test
    void theDocumentKnowsEveryCodeOfProblems() {
        Json.Obj problem = conformity
                .document
                .document()
                .objAt("components")
                .flatMap(c -> c.objAt("schemas"))
                .flatMap(s -> s.objAt("Problem"))
                .flatMap(p -> p.objAt("properties"))
                .flatMap(p -> p.objAt("code"))
                .orElseThrow();

        assertThat(problem.itemsAt("enum").orElseThrow())
                .extracting(code -> code.asText().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::word)
                        .toList());
    }
}
