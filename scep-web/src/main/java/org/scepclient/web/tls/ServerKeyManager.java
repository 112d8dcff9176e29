package org.scepclient.web.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.error.StorageException;

/** Chooses at each handshake which pair is shown, so that a renewed certificate is in use without a restart. */
public final class ServerKeyManager extends X509ExtendedKeyManager {
    /** Browsers that come back without a whole handshake; the JDK would remember 20480 of them for a day. */
    private static final int MOST_SESSIONS = 32;

    private static final int SESSION_SECONDS = 3600;

    private final ServerCredential own;
    private final EnrolledServerCertificate enrolled;
    /** The ones that were chosen last: a handshake may go on with the one before. */
    private volatile List<ServerCredential> chosen;

    ServerKeyManager(ServerCredential own, EnrolledServerCertificate enrolled) {
        this.own = own;
        this.enrolled = enrolled;
        this.chosen = List.of(own);
    }

    /** TLS that shows them. */
    public static SSLContext of(AgentContext context, CertificateStore store) throws StorageException {
        ServerCredential own = new SelfSignedServerCertificate(
                        context.paths().data(),
                        context.random(),
                        context.clock().instant())
                .pair();
        ServerKeyManager keys = new ServerKeyManager(own, new EnrolledServerCertificate(context, store));
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            // Nobody is asked for a certificate, so no CA certificates are loaded to check one.
            tls.init(new KeyManager[] {keys}, new TrustManager[0], context.random());
            tls.getServerSessionContext().setSessionCacheSize(MOST_SESSIONS);
            tls.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        ServerCredential pair = enrolled.current().orElse(own);
        if (!pair.key().getAlgorithm().equals(keyType)) {
            return null;
        }
        List<ServerCredential> before = chosen;
        if (!before.getLast().name().equals(pair.name())) {
            chosen = List.of(before.getLast(), pair);
        }
        return pair.name();
    }

    private Optional<ServerCredential> named(@Nullable String name) {
        return chosen.stream().filter(pair -> pair.name().equals(name)).findFirst();
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        return named(alias)
                .map(pair -> pair.chain().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        return named(alias).map(ServerCredential::key).orElse(null);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String name = chooseEngineServerAlias(keyType, issuers, null);
        return name == null ? new String[0] : new String[] {name};
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[0];
    }

    @Override
    public @Nullable String chooseClientAlias(
            String @Nullable [] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
