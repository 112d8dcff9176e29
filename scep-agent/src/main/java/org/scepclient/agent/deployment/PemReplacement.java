package org.scepclient.agent.deployment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.Credential;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;
import org.scepclient.file.TextFile;
import org.scepclient.pem.PemWriter;

/** Puts the pair in use into a service's configuration file. All parameters are replaced, or nothing is. */
public final class PemReplacement {
    private final CertificateStore store;

    public PemReplacement(CertificateStore store) {
        this.store = store;
    }

    /**
     * Replaces.
     *
     * @param file the configuration
     * @param parameters what goes where
     * @return whether the file was another before
     */
    public boolean replace(Path file, Map<String, PemKind> parameters) throws ScepException {
        String before = TextFile.readWhole(file);
        ConfigurationText configuration = new ConfigurationText(before);
        Set<String> lacking = configuration.lacking(parameters.keySet());
        if (!lacking.isEmpty()) {
            throw new StorageException(
                    file.toString(),
                    "there is no line '" + String.join("=' and no line '", lacking)
                            + "='; check the parameter's name. Nothing was changed");
        }
        Map<String, String> pems = new HashMap<>();
        for (Map.Entry<String, PemKind> parameter : parameters.entrySet()) {
            pems.put(parameter.getKey(), pem(parameter.getValue()));
        }
        String after = configuration.with(pems);
        if (after.equals(before)) {
            return false;
        }
        OutputFile.of(file, FileAccess.AS_BEFORE).write(after.getBytes(ISO_8859_1));
        return true;
    }

    private String pem(PemKind kind) throws ScepException {
        return switch (kind) {
            case KEY -> PemWriter.privateKey(inUse().key().key().privateKey());
            case CERTIFICATE -> PemWriter.certificate(inUse().certificate());
            case CA -> {
                var chain = store.chain();
                if (chain.isEmpty()) {
                    throw nothing("ca.crt-0", "there is no CA certificate");
                }
                yield PemWriter.certificates(chain);
            }
        };
    }

    /** Not any pair that would do, as for a renewal: the service shall have the one that the links stand for. */
    private Credential inUse() throws StorageException {
        return store.latest()
                .filter(store::isLinked)
                .orElseThrow(() -> nothing("latest.crt", "there is no certificate with its matching key"));
    }

    private StorageException nothing(String name, String problem) {
        return new StorageException(
                store.path().resolve(name).toString(), problem + "; enroll first. Nothing was changed");
    }
}
