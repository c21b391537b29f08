package dev.botrunner.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.join.Personalities.Lookup;
import dev.botrunner.join.Profile;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Supply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssetPersonalitiesTest {

    @TempDir
    private Path assets = Path.of("");

    private final AssetPersonalities personalities = new AssetPersonalities();

    @BeforeEach
    void write() throws IOException {
        Path folder = Files.createDirectory(assets.resolve("personality"));
        Files.writeString(folder.resolve("ada.json"), "{\"name\":\"Ada\"}");
        Files.writeString(folder.resolve("broken.json"), "{");
        Files.writeString(folder.resolve("pinned.json"), "{}");
        Files.writeString(folder.resolve("pinned.json.sha256"), "00");
    }

    private Lookup find(String id, String... urls) throws InterruptedException {
        Profile echo = Profile.named(new BotName("echo"));
        var supply = new Supply(Map.of(), List.of(urls), "link", Optional.empty());
        var named = new Persona(
                Optional.of(Json.obj().put("personality_id", id).build()),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return personalities.find(
                new Profile(echo.bot(), echo.rooms(), echo.terms(), supply, echo.limits(), echo.launching()), named);
    }

    @Test
    void aRecordIsFoundWhereTheAssetsAreHere() throws InterruptedException {
        assertThat(find("ada", "files:" + assets))
                .isInstanceOfSatisfying(
                        Lookup.Found.class,
                        found -> assertThat(found.whole().personality().flatMap(r -> r.textAt("name")))
                                .contains("Ada"));
        assertThat(find("eve", "files:" + assets)).isInstanceOf(Lookup.Unknown.class);
    }

    @Test
    void whatIsNoRecordIsDamaged() throws InterruptedException {
        assertThat(find("broken", "files:" + assets)).isInstanceOf(Lookup.Damaged.class);
        assertThat(find("pinned", "files:" + assets)).isInstanceOf(Lookup.Damaged.class);
    }

    @Test
    void whereThereAreNoAssetsTheRunnerHasToTell() throws InterruptedException {
        assertThat(find("ada")).isInstanceOf(Lookup.NotHere.class);
        assertThat(find("ada", "files:/nowhere/at/all")).isInstanceOf(Lookup.NotHere.class);
        assertThat(find("eve", "files:" + assets, "files:/nowhere/at/all")).isInstanceOf(Lookup.NotHere.class);
        assertThat(find("ada", "env:")).isInstanceOf(Lookup.NotHere.class);
        assertThat(find("eve", "files:" + assets, "env:")).isInstanceOf(Lookup.NotHere.class);
        assertThat(find("ada", "unheard-of:x")).isInstanceOf(Lookup.NotHere.class);
    }
}
