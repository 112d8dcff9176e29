package org.scepclient.agent.store;

import java.security.cert.X509Certificate;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.StorageException;
import org.scepclient.file.NamedLines;
import org.scepclient.trust.Fingerprint;

/**
 * The last success of the success script, by which a run knows whether the services use the certificate in use.
 *
 * @param certificate SHA-256 fingerprint of the certificate that the script has handed to the services
 */
public record ScriptRun(Fingerprint certificate) {
    private static final String HEAD = "scep-script-run";
    private static final String VERSION = "1";
    private static final String CERTIFICATE = "certificate";

    static ScriptRun of(X509Certificate certificate) {
        return new ScriptRun(Fingerprint.of(certificate, DigestAlgorithm.SHA256));
    }

    public boolean isOf(X509Certificate other) {
        return certificate.matches(other);
    }

    String encode() {
        return NamedLines.begin()
                .put(HEAD, VERSION)
                .put(CERTIFICATE, certificate)
                .toString();
    }

    static ScriptRun decode(String place, String text) throws StorageException {
        NamedLines lines = NamedLines.parse(place, text);
        if (!lines.value(HEAD).equals(VERSION)) {
            throw lines.damaged("unknown version", null);
        }
        try {
            return new ScriptRun(Fingerprint.parse(place, lines.value(CERTIFICATE)));
        } catch (InvalidInputException e) {
            throw lines.damaged("expected a SHA-256 fingerprint", e);
        }
    }
}
