package dev.botrunner.link;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.Published;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Names;
import dev.botrunner.session.SessionToken;
import dev.botrunner.session.Ulid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Passes a runner's events on to the broker. Source, subject, tenant, bot and attempt are the token's, whatever the
 * runner wrote; what may not pass is rejected one by one.
 */
final class OutletAtDesk implements EventOutlet {

    private static final int LONGEST_EPOCH = 64;

    private final RecordDesk records;
    private final SessionToken token;
    private final EventOutlet broker;

    OutletAtDesk(RecordDesk records, SessionToken token, EventOutlet broker) {
        this.records = records;
        this.token = token;
        this.broker = broker;
    }

    @Override
    public Published publish(List<Envelope> batch) throws InterruptedException {
        if (records.standing(token) != Answer.GO_ON) {
            throw new DependencyException(new Failure(
                    ErrorCode.LINK_UNAVAILABLE,
                    "Session " + token.session() + " is over or another's: events of its attempt " + token.attempt()
                            + " are not taken any more"));
        }
        var stamped = new ArrayList<Envelope>(batch.size());
        var places = new ArrayList<Integer>(batch.size());
        var rejected = new ArrayList<Published.Rejected>();
        for (int i = 0; i < batch.size(); i++) {
            Envelope envelope = stamp(batch.get(i));
            Optional<Published.Code> fault = fault(envelope);
            if (fault.isPresent()) {
                rejected.add(new Published.Rejected(i, fault.get()));
            } else {
                stamped.add(envelope);
                places.add(i);
            }
        }
        if (!stamped.isEmpty()) {
            for (Published.Rejected refused : broker.publish(stamped).rejected()) {
                rejected.add(new Published.Rejected(places.get(refused.index()), refused.code()));
            }
        }
        rejected.sort(Comparator.comparingInt(Published.Rejected::index));
        return new Published(batch.size() - rejected.size(), rejected);
    }

    private Envelope stamp(Envelope written) {
        String session = token.session().value();
        return new Envelope(
                written.id(),
                "/sessions/" + session + "/" + token.attempt(),
                written.type(),
                session,
                written.time(),
                written.dataschema(),
                token.tenant().name(),
                token.bot().name(),
                token.attempt(),
                written.epoch(),
                written.sequence(),
                written.traceparent(),
                written.data());
    }

    private static Optional<Published.Code> fault(Envelope envelope) {
        if (envelope.type().startsWith(Envelope.RESERVED)) {
            return Optional.of(Published.Code.RESERVED_TYPE);
        }
        if (!Names.isEventType(envelope.type())) {
            return Optional.of(Published.Code.BAD_TYPE);
        }
        boolean formed = Ulid.isValid(envelope.id())
                && Names.isVisibleAscii(envelope.epoch(), LONGEST_EPOCH)
                && envelope.sequence() > 0;
        if (!formed) {
            return Optional.of(Published.Code.MALFORMED);
        }
        return EnvelopeJson.size(envelope) > Envelope.MAX_BYTES
                ? Optional.of(Published.Code.TOO_LARGE)
                : Optional.empty();
    }

    /** The broker is not ours to close. */
    @Override
    public void close() {}
}
