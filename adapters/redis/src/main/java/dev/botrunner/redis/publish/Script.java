package dev.botrunner.redis.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * What the server does in one step.
 *
 * @param text as the server reads it
 * @param digest how it is called once the server knows it
 */
record Script(String text, String digest) {

    static final Script STAND = read("stand");
    static final Script PUBLISH = read("publish");
    static final Script READ = read("read");
    static final Script SCAN = read("scan");

    /** Makes it known, and does it; the answer. */
    Object run(Connection connection, List<String> keys, List<String> words) {
        try {
            return connection.executeCommand(call(Protocol.Command.EVALSHA, digest, keys, words));
        } catch (JedisNoScriptException _) {
            return connection.executeCommand(call(Protocol.Command.EVAL, text, keys, words));
        }
    }

    /** Makes it known to the server. */
    void load(Connection connection) {
        connection.executeCommand(
                new CommandArguments(Protocol.Command.SCRIPT).add("LOAD").add(text));
    }

    /** To be sent by who reads the answer later: the script must be known. */
    CommandArguments call(List<String> keys) {
        return call(Protocol.Command.EVALSHA, digest, keys, List.of());
    }

    private static CommandArguments call(
            Protocol.Command command, String script, List<String> keys, List<String> words) {
        var call = new CommandArguments(command).add(script).add(keys.size());
        keys.forEach(call::add);
        words.forEach(call::add);
        return call;
    }

    private static Script read(String name) {
        String text = resource("standing") + resource(name);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
            return new Script(text, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
            if (in == null) {
                throw new IllegalStateException("The script " + name + ".lua is not in the jar");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
