package dev.botrunner.assets;

/** Bytes that a persona needs, with the SHA-256 of them in hexadecimal. The bytes must not be changed. */
@SuppressWarnings("ArrayRecordComponent")
public record Asset(AssetKey key, byte[] bytes, String sha256) {}
