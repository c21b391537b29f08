package dev.botrunner.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** How connections are encrypted, where they are. The server's certificate must name the host that we asked for. */
record RedisTls(Optional<SSLSocketFactory> sockets) {

    static RedisTls of(RedisUrl.Tls tls) {
        if (!tls.on()) {
            return new RedisTls(Optional.empty());
        }
        return new RedisTls(Optional.of(tls.authority().map(RedisTls::trusting).orElseGet(() ->
                (SSLSocketFactory) SSLSocketFactory.getDefault())));
    }

    /** The socket to talk over, with that server at the end of this one. */
    Socket over(Socket plain, HostAndPort node) {
        return sockets.map(factory -> encrypted(factory, plain, node)).orElse(plain);
    }

    private static Socket encrypted(SSLSocketFactory factory, Socket plain, HostAndPort node) {
        try {
            var socket = (SSLSocket) factory.createSocket(plain, node.getHost(), node.getPort(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            try {
                plain.close();
            } catch (IOException _) {
                // It is gone either way.
            }
            throw new JedisConnectionException("No encrypted connection to " + node, e);
        }
    }

    private static SSLSocketFactory trusting(Path authority) {
        try (InputStream pem = Files.newInputStream(authority)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca" + number++, certificate);
            }
            if (number == 0) {
                throw new IllegalArgumentException("There is no certificate in " + authority + ": PEM is expected");
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "The certificates in " + authority + " cannot be used: a readable PEM file is expected", e);
        }
    }
}
