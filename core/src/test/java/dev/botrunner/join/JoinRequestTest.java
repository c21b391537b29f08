package dev.botrunner.join;

import static dev.botrunner.join.Bodies.body;
import static dev.botrunner.join.Bodies.codes;
import static dev.botrunner.join.Bodies.sound;
import static dev.botrunner.join.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.RoomPolicy;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JoinRequestTest {

    @Test
    void aRoomAloneIsEnough() {
        JoinRequest request = sound(body("{\"room_url\":\"WSS://Rooms.Example:443/a/\"}"));

        assertThat(request.profile().bot()).isEqualTo(new BotName("echo"));
        assertThat(request.room().url()).isEqualTo("WSS://Rooms.Example:443/a/");
        assertThat(request.room().key()).isEqualTo("wss://rooms.example/a");
        assertThat(request.persona()).isEqualTo(Persona.NONE);
        assertThat(request.priority()).isEqualTo(5);
        assertThat(request.roomPolicy()).isEqualTo(RoomPolicy.REUSE);
        assertThat(request.terms()).isEqualTo(Profile.DEFAULT_TERMS);
    }

    @Test
    void everyMemberArrivesWhereItBelongs() {
        JoinRequest request = sound(body("""
                {"bot": "support", "room_url": "https://rooms.example/standup", "room_token": "t0k",
                 "personality": {"name": "Ada", "pitch": 1.50}, "functional_prompts": {"greet": "Hi"},
                 "supported_features": ["chat", "hand.raise"], "voice": {"speed": 1e0}, "config": {"a": [1]},
                 "secrets": {"API_KEY": "s3cret"}, "user": {"id": "7", "name": "N", "email": "e@x"},
                 "labels": {"team/a": "b"}, "priority": 9, "start_deadline_seconds": 1.5,
                 "max_duration_seconds": 10, "on_crash": "relaunch", "room_policy": "another"}"""));

        assertThat(request.profile().bot()).isEqualTo(new BotName("support"));
        assertThat(request.confidential().roomToken()).contains(new Secret("t0k"));
        assertThat(request.confidential().secrets()).isEqualTo(Map.of("API_KEY", new Secret("s3cret")));
        assertThat(request.confidential().user().map(Json::text))
                .contains("{\"id\":\"7\",\"name\":\"N\",\"email\":\"e@x\"}");
        assertThat(request.persona().personality().map(Json::text)).contains("{\"name\":\"Ada\",\"pitch\":1.50}");
        assertThat(request.persona().functionalPrompts()).isEqualTo(Map.of("greet", "Hi"));
        assertThat(request.persona().supportedFeatures()).isEqualTo(List.of("chat", "hand.raise"));
        assertThat(request.persona().voice().map(Json::text)).contains("{\"speed\":1e0}");
        assertThat(request.persona().config().map(Json::text)).contains("{\"a\":[1]}");
        assertThat(request.labels()).isEqualTo(Map.of("team/a", "b"));
        assertThat(request.priority()).isEqualTo(9);
        assertThat(request.terms().startDeadline()).isEqualTo(Duration.ofMillis(1500));
        assertThat(request.terms().maxDuration()).isEqualTo(Duration.ofSeconds(10));
        assertThat(request.terms().onCrash()).isEqualTo(OnCrash.RELAUNCH);
        assertThat(request.terms().attempts()).isEqualTo(3);
        assertThat(request.roomPolicy()).isEqualTo(RoomPolicy.ANOTHER);
    }

    @Test
    void theOnlyBotNeedsNoName() {
        var only = Profiles.of(Profile.named(new BotName("support")));

        var reading = JoinRequest.read(body("{\"room_url\":\"ws://r\"}"), only);

        assertThat(reading)
                .isInstanceOfSatisfying(
                        JoinRequest.Reading.Sound.class,
                        sound -> assertThat(sound.request().profile().bot()).isEqualTo(new BotName("support")));
    }

    @Test
    void amongSeveralBotsWithoutDefaultOneMustBeNamed() {
        var two = Profiles.of(Profile.named(new BotName("a")), Profile.named(new BotName("b")));

        var reading = JoinRequest.read(body("{\"room_url\":\"ws://r\"}"), two);

        assertThat(reading)
                .isInstanceOfSatisfying(
                        JoinRequest.Reading.Faulty.class,
                        faulty -> assertThat(faulty.faults())
                                .singleElement()
                                .returns("/bot", Fault::pointer)
                                .returns(Fault.Code.BOT_REQUIRED, Fault::code));
    }

    @Test
    void aBotTakesRoomsOfItsSchemesOnly() {
        var echo = Profile.named(new BotName("echo"));
        var secure = new Profile(
                echo.bot(), java.util.Set.of("wss"), echo.terms(), echo.supply(), echo.limits(), echo.launching());

        var reading = JoinRequest.read(body("{\"room_url\":\"ws://r\"}"), Profiles.of(secure));

        assertThat(reading)
                .isInstanceOfSatisfying(
                        JoinRequest.Reading.Faulty.class,
                        faulty -> assertThat(faulty.faults()).singleElement().returns("/room_url", Fault::pointer));
    }

    @Test
    void aPersonalityMayBeNamedInsteadOfGiven() {
        assertThat(sound(with("personality_id", "\"ada:v2\"")).personalityId()).isEqualTo(Optional.of("ada:v2"));
    }

    @Test
    void everythingThatIsWrongIsToldTogether() {
        assertThat(codes(body("""
                {"bot": "nobody", "colour": "red", "a/b~c": 1, "priority": 1.0, "labels": {"UPPER": "x", "ok": 3},
                 "secrets": {"PATH": "x", "lower": "y"}, "user": {"phone": "1"}, "room_policy": "none"}""")))
                .containsExactlyInAnyOrder(
                        "/colour unknown_member",
                        "/a~1b~0c unknown_member",
                        "/bot unknown_bot",
                        "/room_url required",
                        "/secrets/PATH reserved_name",
                        "/secrets/lower invalid_value",
                        "/user/phone unknown_member",
                        "/labels/ok invalid_value",
                        "/labels/UPPER invalid_value",
                        "/priority invalid_value",
                        "/room_policy invalid_value");
    }

    @Test
    void aHundredFaultsAreEnough() {
        var members = Json.obj();
        for (int i = 0; i < 1000; i++) {
            members.put("unknown" + i, i);
        }

        assertThat(codes(members.build())).hasSize(100);
    }

    @Test
    void neitherRequestNorSecretsShowWhatTheyHold() {
        JoinRequest request = sound(with("secrets", "{\"API_KEY\":\"s3cret\"}"));

        assertThat(request.toString() + request.confidential() + request.persona())
                .doesNotContain("s3cret");
    }
}
