package dev.botrunner.link;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.Published;
import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code POST /events}: an array of envelopes, each on its own feet. What the link stamps anyway (source, subject,
 * tenant, bot, attempt) need not be there.
 */
public final class EventsCall {

    public static final int MOST = 256;

    private final List<Optional<Envelope>> envelopes;

    private EventsCall(List<Optional<Envelope>> envelopes) {
        this.envelopes = envelopes;
    }

    public static Json.Arr write(List<Envelope> batch) {
        return Json.arr(batch.stream().map(EnvelopeJson::write).toList());
    }

    /** @throws BadCall it is no array, or too long a one */
    public static EventsCall read(Json body) {
        if (!(body instanceof Json.Arr(List<Json> items))) {
            throw new BadCall(List.of(
                    new BadCall.Fault("", "invalid_value", "expected an array of at most " + MOST + " envelopes")));
        }
        if (items.size() > MOST) {
            throw new BadCall(List.of(new BadCall.Fault("", "too_large", "more than " + MOST + " envelopes")));
        }
        return new EventsCall(items.stream().map(EventsCall::envelope).toList());
    }

    /** Publishes what can be read of it; the rest is rejected as malformed. */
    public Published publishTo(EventOutlet outlet) throws InterruptedException {
        var batch = new ArrayList<Envelope>(envelopes.size());
        var places = new ArrayList<Integer>(envelopes.size());
        var rejected = new ArrayList<Published.Rejected>();
        for (int i = 0; i < envelopes.size(); i++) {
            Optional<Envelope> envelope = envelopes.get(i);
            if (envelope.isPresent()) {
                batch.add(envelope.get());
                places.add(i);
            } else {
                rejected.add(new Published.Rejected(i, Published.Code.MALFORMED));
            }
        }
        if (!batch.isEmpty()) {
            for (Published.Rejected refused : outlet.publish(batch).rejected()) {
                rejected.add(new Published.Rejected(places.get(refused.index()), refused.code()));
            }
        }
        rejected.sort(Comparator.comparingInt(Published.Rejected::index));
        return new Published(envelopes.size() - rejected.size(), rejected);
    }

    public static Json.Obj answer(Published published) {
        return Json.obj()
                .put("accepted", published.accepted())
                .put(
                        "rejected",
                        Json.arr(published.rejected().stream()
                                .map(rejected -> Json.obj()
                                        .put("index", rejected.index())
                                        .put("code", rejected.code().word())
                                        .build())
                                .toList()))
                .build();
    }

    /** Codes of later versions count as malformed: what matters is that it is not sent again. */
    public static Published readAnswer(Json body) {
        var reader = LinkReader.of(body);
        long accepted = reader.neededInteger("accepted", 0, MOST);
        var rejected = new ArrayList<Published.Rejected>();
        for (LinkReader entry : reader.objects("rejected", MOST)) {
            int index = (int) entry.neededInteger("index", 0, MOST - 1);
            var code = entry.neededText("code", EventsCall::code, "a code");
            rejected.add(new Published.Rejected(index, code.orElse(Published.Code.MALFORMED)));
        }
        reader.check();
        return new Published((int) accepted, rejected);
    }

    private static Published.Code code(String word) {
        for (Published.Code code : Published.Code.values()) {
            if (code.name().toLowerCase(Locale.ROOT).equals(word)) {
                return code;
            }
        }
        return Published.Code.MALFORMED;
    }

    private static Optional<Envelope> envelope(Json item) {
        if (!(item instanceof Json.Obj written)) {
            return Optional.empty();
        }
        var members = Json.obj();
        written.members().forEach((name, value) -> {
            if (!isStamped(name)) {
                members.put(name, value);
            }
        });
        return EnvelopeJson.read(members.build());
    }

    private static boolean isStamped(String name) {
        return switch (name) {
            case "source", "subject", "partitionkey", "tenantid", "bot", "attempt" -> true;
            default -> false;
        };
    }
}
