package dev.botrunner.cli.client;

import dev.botrunner.cli.show.EventLine;
import dev.botrunner.cli.show.Screen;
import dev.botrunner.cli.stream.StreamReader;
import dev.botrunner.session.Json;
import java.util.List;

/** Prints events as they come: a line for people, or the envelope as it is; notices go beside. */
final class EventPrinter implements StreamReader {

    private final Screen screen;
    private final EventForm form;
    private final List<String> types;

    /** How an event is printed. */
    sealed interface EventForm {
        record Raw() implements EventForm {}

        record Line(EventLine line) implements EventForm {}
    }

    /** @param types names, or prefixes that end in {@code .*}; none: all */
    EventPrinter(Screen screen, EventForm form, List<String> types) {
        this.screen = screen;
        this.form = form;
        this.types = List.copyOf(types);
    }

    static EventForm form(Screen screen, boolean json, EventLine.Whose whose) {
        return json ? new EventForm.Raw() : new EventForm.Line(new EventLine(screen.ink(), whose));
    }

    @Override
    public boolean event(Json.Obj envelope) {
        if (isWanted(envelope.textAt("type").orElse(""))) {
            screen.line(
                    switch (form) {
                        case EventForm.Raw() -> envelope.text();
                        case EventForm.Line(EventLine line) -> line.of(envelope);
                    });
        }
        // A pipe whose reader is gone wants nothing more.
        return !screen.out().checkError();
    }

    @Override
    public void notice(String sentence) {
        screen.note("# " + sentence);
    }

    private boolean isWanted(String type) {
        return types.isEmpty() || types.stream().anyMatch(asked -> matches(asked, type));
    }

    private static boolean matches(String asked, String type) {
        return asked.endsWith(".*") ? type.startsWith(asked.substring(0, asked.length() - 1)) : type.equals(asked);
    }
}
