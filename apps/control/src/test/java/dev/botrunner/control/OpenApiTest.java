package dev.botrunner.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.control.http.ProblemCode;
import dev.botrunner.session.Json;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every answer is one that the OpenAPI document shows, and every one that it shows is given. */
class OpenApiTest {

    /** Served by others than the routes of this test. */
    private static final Set<String> ELSEWHERE = Set.of("events", "/asyncapi.yaml", "/schemas/");

    /** Only pods of a pool are sent home. */
    private static final String RETIRED = "POST /link/v1/claim 410";

    private final Api api = new Api();
    private final Conformity conformity = new Conformity(api);

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void everyDocumentedAnswerIsGivenAsItIsDocumented() {
        var general = new GeneralAnswers(conformity);
        conformity.document.operations().stream()
                .filter(operation -> !isElsewhere(operation))
                .forEach(general::provoke);
        new JoinAnswers(conformity).provoke();
        new SessionAnswers(conformity).provoke();
        new OtherAnswers(conformity).provoke();
        new LinkAnswersGiven(conformity).provoke();

        assertThat(conformity.faults()).isEmpty();
        assertThat(conformity.unseen())
                .filteredOn(answer -> !isElsewhere(answer))
                .containsExactly(RETIRED);
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

    private static boolean isElsewhere(String operation) {
        return ELSEWHERE.stream().anyMatch(operation::contains) && !operation.contains("/link/");
    }
}
