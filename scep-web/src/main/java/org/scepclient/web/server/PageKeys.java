package org.scepclient.web.server;

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
import org.scepclient.automation.Equipment;
import org.scepclient.error.StorageException;
import org.scepclient.store.CertificateStore;

/** Chooses at each handshake which pair is shown, so that a renewed certificate is in use without a restart. */
final class PageKeys extends X509ExtendedKeyManager {
    /** Browsers that come back without a whole handshake; the JDK would remember 20480 of them for a day. */
    private static final int MOST_SESSIONS = 32;

    private static final int SESSION_SECONDS = 3600;

    private final PagePair own;
    private final EnrolledPair enrolled;
    /** The ones that were chosen last: a handshake may go on with the one before. */
    private volatile List<PagePair> chosen;

    PageKeys(PagePair own, EnrolledPair enrolled) {
        this.own = own;
        this.enrolled = enrolled;
        this.chosen = List.of(own);
    }

    /** TLS that shows them. */
    static SSLContext of(Equipment equipment, CertificateStore store) throws StorageException {
        PagePair own = new PageCertificate(
                        equipment.paths().data(),
                        equipment.random(),
                        equipment.clock().instant())
                .pair();
        PageKeys keys = new PageKeys(own, new EnrolledPair(equipment, store));
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            // Nobody is asked for a certificate, so no CA certificates are loaded to check one.
            tls.init(new KeyManager[] {keys}, new TrustManager[0], equipment.random());
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
        PagePair pair = enrolled.current().orElse(own);
        if (!pair.key().getAlgorithm().equals(keyType)) {
            return null;
        }
        List<PagePair> before = chosen;
        if (!before.getLast().name().equals(pair.name())) {
            chosen = List.of(before.getLast(), pair);
        }
        return pair.name();
    }

    private Optional<PagePair> named(@Nullable String name) {
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
        return named(alias).map(PagePair::key).orElse(null);
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
