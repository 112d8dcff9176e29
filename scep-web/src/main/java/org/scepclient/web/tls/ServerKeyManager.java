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

/** Selects the server certificate at each TLS handshake, so that a renewed one is used without a restart. */
public final class ServerKeyManager extends X509ExtendedKeyManager {
    /** Cached TLS sessions, for abbreviated handshakes. The JDK's defaults are 20480 sessions for a day. */
    private static final int MAX_SESSIONS = 32;

    private static final int SESSION_SECONDS = 3600;

    private final ServerCredential selfSigned;
    private final EnrolledServerCertificate enrolled;
    /** The previous and the current selection: a handshake in progress may still need the previous one. */
    private volatile List<ServerCredential> recent;

    ServerKeyManager(ServerCredential selfSigned, EnrolledServerCertificate enrolled) {
        this.selfSigned = selfSigned;
        this.enrolled = enrolled;
        this.recent = List.of(selfSigned);
    }

    /** Creates the TLS context of the web interface. */
    public static SSLContext of(AgentContext context, CertificateStore store) throws StorageException {
        ServerCredential selfSigned = new SelfSignedServerCertificate(
                        context.dataDirectory(),
                        context.random(),
                        context.clock().instant())
                .loadOrCreate();
        ServerKeyManager keys = new ServerKeyManager(selfSigned, new EnrolledServerCertificate(context, store));
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            // Client certificates are not requested, so no trust store is loaded.
            tls.init(new KeyManager[] {keys}, new TrustManager[0], context.random());
            tls.getServerSessionContext().setSessionCacheSize(MAX_SESSIONS);
            tls.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK provides TLS", e);
        }
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        ServerCredential selected = enrolled.current().orElse(selfSigned);
        if (!selected.key().getAlgorithm().equals(keyType)) {
            return null;
        }
        ServerCredential previous = recent.getLast();
        if (!previous.name().equals(selected.name())) {
            recent = List.of(previous, selected);
        }
        return selected.name();
    }

    private Optional<ServerCredential> find(@Nullable String alias) {
        return recent.stream()
                .filter(credential -> credential.name().equals(alias))
                .findFirst();
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        return find(alias)
                .map(credential -> credential.chain().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        return find(alias).map(ServerCredential::key).orElse(null);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? new String[0] : new String[] {alias};
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
