package dev.botrunner.bot.chat.talk;

import dev.botrunner.session.TextSize;
import java.util.List;

/** Makes a turn fit that is too long by itself: each of its texts gets an equal share. */
final class Cut {

    private static final int LEAST = 8;

    private Cut() {}

    static List<Entry> to(List<Entry> entries, int tokens) {
        int bytes = Math.max(LEAST, (tokens / entries.size() - 8) * 4);
        return entries.stream().map(entry -> cut(entry, bytes)).toList();
    }

    private static Entry cut(Entry entry, int bytes) {
        String text = TextSize.cut(entry.text(), bytes);
        return switch (entry) {
            case Entry.Said said -> new Entry.Said(said.by(), text);
            case Entry.Spoken spoken -> new Entry.Spoken(text, spoken.calls());
            case Entry.Result result -> new Entry.Result(result.callId(), text);
            case Entry.Note _ -> new Entry.Note(text);
        };
    }
}
