package dev.botrunner.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.Published;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Events as lines of JSON: what a runner that stands alone writes to its standard output. */
final class JsonLinesOutlet implements EventOutlet {

    private final OutputStream output;

    /** Not by {@link System#out}, which keeps to itself what goes wrong. */
    static JsonLinesOutlet standardOutput() {
        return new JsonLinesOutlet(new FileOutputStream(FileDescriptor.out));
    }

    JsonLinesOutlet(OutputStream output) {
        this.output = output;
    }

    @Override
    public Published publish(List<Envelope> batch) {
        var lines = new StringBuilder();
        for (Envelope envelope : batch) {
            lines.append(EnvelopeJson.text(envelope)).append('\n');
        }
        try {
            output.write(lines.toString().getBytes(UTF_8));
            output.flush();
            return Published.all(batch.size());
        } catch (IOException e) {
            throw new DependencyException(
                    new Failure(ErrorCode.BROKER_UNAVAILABLE, "Events cannot be written to standard output"), e);
        }
    }

    @Override
    public void close() {}
}
