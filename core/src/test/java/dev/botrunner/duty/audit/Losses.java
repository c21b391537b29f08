package dev.botrunner.duty.audit;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Envelopes;
import dev.botrunner.session.Json;
import java.util.Optional;

/** Events of a store's epochs. */
final class Losses {

    static final Json.Obj LOST = Json.obj()
            .put(
                    "end",
                    Json.obj()
                            .put("outcome", "lost")
                            .put("reason", "no_heartbeat")
                            .build())
            .build();
    static final Json.Obj LAPSED = Json.obj().put("why", "claim_lapsed").build();

    private Losses() {}

    /** An event of the sample session, so many seconds after the first. */
    static Envelope event(String epoch, long second, long number, String type, Json.Obj data) {
        Envelope like = Envelopes.lived(Envelopes.SESSION, number, type);
        return new Envelope(
                like.id() + epoch,
                like.source(),
                type,
                like.subject(),
                like.time().plusSeconds(second),
                like.dataschema(),
                like.tenant(),
                like.bot(),
                like.attempt(),
                epoch,
                number,
                Optional.empty(),
                data);
    }
}
