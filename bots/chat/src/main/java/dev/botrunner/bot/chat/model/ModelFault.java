package dev.botrunner.bot.chat.model;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a model gave no answer, or only a part of one.
 *
 * @param retryAfter how long the model asks to be left alone
 * @param detail for an operator: what happened and what to do; without keys, questions and answers
 */
public record ModelFault(Kind kind, Optional<Duration> retryAfter, String detail) {

    /** What kind of fault; its code is what {@code bot.error} says. */
    public enum Kind {
        /** 429, or a server that says it is overloaded. */
        BUSY(true, false),
        /** 5xx, or nobody is there. */
        UNAVAILABLE(true, false),
        /** Nothing came for too long. */
        STALLED(true, false),
        /** The stream ended before the answer did. */
        CUT(true, false),
        /** It answered what nobody can read. */
        MALFORMED(true, false),
        /** It did not like this question (400, 413, 422), or refused to answer it. */
        REFUSED(false, false),
        /** The key is wrong, or has no right (401, 403). */
        KEY_REFUSED(false, true),
        /** There is no such model, or no such address (404). */
        NOT_FOUND(false, true);

        private final boolean again;
        private final boolean lasting;

        Kind(boolean again, boolean lasting) {
            this.again = again;
            this.lasting = lasting;
        }

        /** Whether the same question may be answered when it is asked again. */
        public boolean isWorthAnotherTry() {
            return again;
        }

        /** Whether no question of this session will be answered. */
        public boolean isLasting() {
            return lasting;
        }

        public String code() {
            return "model_" + name().toLowerCase(Locale.ROOT);
        }
    }

    public static ModelFault of(Kind kind, String detail) {
        return new ModelFault(kind, Optional.empty(), detail);
    }
}
