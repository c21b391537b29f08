package dev.botrunner.assets.env;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.assets.Asset;
import dev.botrunner.assets.AssetKey;
import dev.botrunner.assets.AssetSource;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import java.util.Optional;

/** Assets in one JSON document {@code {kind: {id: asset}}}: what a variable of a hand-typed runner can hold. */
public final class EnvAssets implements AssetSource {

    private final Json.Obj document;

    /** @throws DependencyException the text is no such document; it is not repeated */
    public EnvAssets(String name, String text) {
        try {
            this.document = Json.parse(text).asObj().orElseThrow(() -> unfit(name, "not another JSON value"));
        } catch (MalformedJson malformed) {
            throw unfit(name, "at byte " + malformed.position() + ": " + malformed.reason());
        }
    }

    @Override
    public Optional<Asset> fetch(AssetKey key) {
        return document.objAt(key.kind()).flatMap(kind -> kind.member(key.id())).map(json -> {
            byte[] bytes = json.text().getBytes(UTF_8);
            return new Asset(key, bytes, Asset.digest(bytes));
        });
    }

    private static DependencyException unfit(String name, String what) {
        return new DependencyException(new Failure(
                ErrorCode.INVALID_CONFIG,
                "Variable " + name + ": expected a JSON object {kind: {id: asset}}, " + what));
    }
}
