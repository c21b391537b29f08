package dev.botrunner.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.loop.Ticker;
import dev.botrunner.room.ws.WsTransport;
import dev.botrunner.session.DependencyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoomsTest {

    private static final RoomTransportProvider.Options OPTIONS = new RoomTransportProvider.Options(Ticker.system());

    @ParameterizedTest
    @ValueSource(strings = {"http://h/a", "HTTPS://h/a", "ws://h/a", "wss://h/a"})
    void theSchemeOfARoomSaysHowOneGetsIn(String url) {
        assertThat(Rooms.transport(url, OPTIONS)).isInstanceOf(WsTransport.class);
    }

    @Test
    void anUnknownSchemeIsToldWithThoseThatAreKnown() {
        assertThatThrownBy(() -> Rooms.transport("livekit://h/a?token=secret", OPTIONS))
                .isInstanceOf(DependencyException.class)
                .hasMessageContaining("'livekit:'")
                .hasMessageContaining("http, https, ws, wss")
                .hasMessageNotContaining("secret");
    }
}
