package dev.botrunner.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.publish.Position;
import dev.botrunner.publish.Scope;
import dev.botrunner.session.Signer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes and reads cursors: base64url of {@code v1}, scope, epoch, position and an 8-byte MAC. The scope names tenant and
 * path, so that a cursor is good for one stream only, on every replica. From any thread.
 */
public final class Cursors {

    private static final String VERSION = "v1";
    private static final int LONGEST = 2048;
    private static final int MAC = Signer.Purpose.CURSOR.length();

    /** Stands for the position once the session's end was sent, wherever on the broker that was. */
    private static final Position END = new Position("-", "end");

    private final Signer signer;

    public Cursors(Signer signer) {
        this.signer = signer;
    }

    public String text(Scope scope, Position position) {
        byte[] content = String.join("\n", VERSION, name(scope), position.epoch(), position.at())
                .getBytes(UTF_8);
        byte[] whole = Arrays.copyOf(content, content.length + MAC);
        System.arraycopy(signer.sign(Signer.Purpose.CURSOR, content), 0, whole, content.length, MAC);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** Of who has had the session's end. */
    public String end(Scope.Session scope) {
        return text(scope, END);
    }

    public Cursor read(String text, Scope scope) {
        if (text.length() > LONGEST) {
            return new Cursor.Refused();
        }
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return new Cursor.Refused();
        }
        if (whole.length <= MAC) {
            return new Cursor.Refused();
        }
        byte[] content = Arrays.copyOf(whole, whole.length - MAC);
        byte[] mac = Arrays.copyOfRange(whole, content.length, whole.length);
        return signer.verifies(Signer.Purpose.CURSOR, content, mac) ? of(content, scope) : new Cursor.Refused();
    }

    private static Cursor of(byte[] content, Scope scope) {
        String[] parts = new String(content, UTF_8).split("\n", -1);
        if (parts.length != 4 || !parts[0].equals(VERSION) || !parts[1].equals(name(scope))) {
            return new Cursor.Refused();
        }
        var position = new Position(parts[2], parts[3]);
        return position.equals(END) ? new Cursor.AtEnd() : new Cursor.At(position);
    }

    private static String name(Scope scope) {
        return switch (scope) {
            case Scope.Session(var tenant, var id) -> "session/" + tenant.name() + "/" + id.value();
            case Scope.OfTenant(var tenant) -> "tenant/" + tenant.name();
            case Scope.All _ -> "all";
        };
    }
}
