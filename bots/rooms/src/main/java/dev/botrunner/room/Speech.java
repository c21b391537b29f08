package dev.botrunner.room;

import dev.botrunner.session.TextSize;
import java.util.concurrent.locks.ReentrantLock;

/** An utterance by the rules of {@link Utterance}, for transports: only what is fit to be said reaches their {@link Voice}. */
public final class Speech implements Utterance {

    /** Carries one utterance. Called one at a time; {@code end} or {@code cut} comes once, and only after a piece. */
    public interface Voice {

        /** False: it goes nowhere. */
        boolean say(String piece);

        void end();

        void cut();
    }

    /** Guards what follows, and the order of the pieces. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Voice voice;
    private final WholeCharacters characters = new WholeCharacters();
    private int bytes;
    private boolean begun;
    private boolean over;

    public Speech(Voice voice) {
        this.voice = voice;
    }

    @Override
    public boolean append(String text) {
        lock.lock();
        try {
            return !over && said(characters.next(text));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end() {
        lock.lock();
        try {
            if (!over && said(characters.rest())) {
                over = true;
                if (begun) {
                    voice.end();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cancel() {
        lock.lock();
        try {
            if (!over) {
                cut();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean said(String piece) {
        if (piece.isEmpty()) {
            return true;
        }
        String fitting = fitting(piece);
        boolean heard = fitting.isEmpty() || voice.say(fitting);
        begun |= heard && !fitting.isEmpty();
        if (!heard || fitting.length() < piece.length()) {
            cut();
            return false;
        }
        return true;
    }

    private void cut() {
        over = true;
        if (begun) {
            voice.cut();
        }
    }

    private String fitting(String piece) {
        int size = TextSize.length(piece);
        if (bytes + size <= MAX_BYTES) {
            bytes += size;
            return piece;
        }
        int at = 0;
        while (true) {
            int next = piece.offsetByCodePoints(at, 1);
            int width = TextSize.length(piece.substring(at, next));
            if (bytes + width > MAX_BYTES) {
                return piece.substring(0, at);
            }
            bytes += width;
            at = next;
        }
    }
}
