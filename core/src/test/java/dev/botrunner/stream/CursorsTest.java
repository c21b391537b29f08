package dev.botrunner.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.publish.Envelopes;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Scope;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.Signer;
import dev.botrunner.session.Tenant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CursorsTest {

    private static final Scope.Session SESSION = new Scope.Session(new Tenant("acme"), Envelopes.SESSION);
    private static final Position HERE = new Position("k3f9", "17");

    private final Cursors cursors = new Cursors(new Signer(SealKeys.random()));

    @Test
    void readsWhatItWroteForTheSameStreamOnly() {
        String cursor = cursors.text(SESSION, HERE);
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
        assertThat(cursors.read(cursor, SESSION)).isEqualTo(new Cursor.At(HERE));
        assertThat(cursors.read(cursor, new Scope.OfTenant(new Tenant("acme")))).isEqualTo(new Cursor.Refused());
        assertThat(cursors.read(cursor, new Scope.All())).isEqualTo(new Cursor.Refused());
        assertThat(cursors.read(cursor, new Scope.Session(new Tenant("other"), Envelopes.SESSION)))
                .isEqualTo(new Cursor.Refused());
        assertThat(cursors.read(cursors.end(SESSION), SESSION)).isEqualTo(new Cursor.AtEnd());
        assertThat(cursors.read(cursors.text(SESSION, Position.START), SESSION))
                .isEqualTo(new Cursor.At(Position.START));
    }

    @Test
    void refusesWhateverWasChanged() {
        byte[] whole = Base64.getUrlDecoder().decode(cursors.text(SESSION, HERE));
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThat(cursors.read(text, SESSION)).isEqualTo(new Cursor.Refused());
        }
    }
}
