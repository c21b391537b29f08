package dev.botrunner.publish;

import dev.botrunner.session.Json;
import dev.botrunner.session.Times;

/** Writes an envelope as {@link EnvelopeJson#write} has it, member by member, without making a tree of it. */
final class EnvelopeText {

    private final StringBuilder out;

    private EnvelopeText(StringBuilder out) {
        this.out = out;
    }

    static String of(Envelope envelope) {
        var text = new EnvelopeText(new StringBuilder(640));
        text.head(envelope);
        if (envelope.attempt() > 0) {
            text.out.append(",\"attempt\":").append(envelope.attempt());
        }
        text.member(",\"epoch\":", envelope.epoch());
        text.out
                .append(",\"sequence\":\"")
                .append(EnvelopeJson.sequence(envelope.sequence()))
                .append('"');
        text.member(",\"partitionkey\":", envelope.subject());
        if (envelope.traceparent().isPresent()) {
            text.member(",\"traceparent\":", envelope.traceparent().get());
        }
        text.out.append(",\"data\":");
        envelope.data().appendTo(text.out);
        return text.out.append('}').toString();
    }

    private void head(Envelope envelope) {
        member("{\"specversion\":\"1.0\",\"id\":", envelope.id());
        member(",\"source\":", envelope.source());
        member(",\"type\":", envelope.type());
        member(",\"subject\":", envelope.subject());
        member(",\"time\":", Times.text(envelope.time()));
        member(",\"datacontenttype\":\"application/json\",\"dataschema\":", envelope.dataschema());
        member(",\"tenantid\":", envelope.tenant());
        member(",\"bot\":", envelope.bot());
    }

    private void member(String before, String value) {
        out.append(before);
        Json.appendTo(out, value);
    }
}
