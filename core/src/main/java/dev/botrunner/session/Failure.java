package dev.botrunner.session;

/** What went wrong, to what, what was expected and what to do, without secrets or personal data. */
public record Failure(ErrorCode code, String detail) {}
