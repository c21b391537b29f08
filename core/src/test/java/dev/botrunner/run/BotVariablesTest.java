package dev.botrunner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.Assignment;
import dev.botrunner.session.BotName;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Room;
import dev.botrunner.session.Secret;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BotVariablesTest {

    private static final BotVariables VARIABLES = new BotVariables(
            Map.of("A", "own", "B", "own", "C", "own", "D", "own", "SESSION_ID", "own"),
            Map.of("A", new Secret("file"), "B", new Secret("file")));

    @Test
    void theSessionsSecretsComeBeforeFilesThoseBeforeTheProfileAndThatBeforeTheRunnersOwn() {
        Assignment assignment = assignment();
        assertThat(VARIABLES.find(assignment, "A")).contains("secret");
        assertThat(VARIABLES.find(assignment, "B")).contains("file");
        assertThat(VARIABLES.find(assignment, "C")).contains("profile");
        assertThat(VARIABLES.find(assignment, "D")).contains("own");
        assertThat(VARIABLES.find(assignment, "E")).isEmpty();
        assertThat(VARIABLES.find(assignment, "SESSION_ID")).isEmpty();
        assertThat(VARIABLES).asString().doesNotContain("own");
    }

    private static Assignment assignment() {
        var spec = new SessionSpec(
                new SessionId("01k0000000000000000000000a"),
                Tenant.DEFAULT,
                new BotName("echo"),
                Room.ofKey("https://meet.example/a"),
                Persona.NONE,
                Optional.empty(),
                Map.of(),
                new Supply(Map.of("A", "profile", "B", "profile", "C", "profile"), List.of(), "link", Optional.empty()),
                new Terms(1, Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofSeconds(20), OnCrash.END),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        return new Assignment(spec, 1, Optional.empty(), Map.of("A", new Secret("secret")), Duration.ofHours(1));
    }
}
