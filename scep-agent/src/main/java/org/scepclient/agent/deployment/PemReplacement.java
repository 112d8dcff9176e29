package org.scepclient.agent.deployment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.Credential;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.FileProblem;
import org.scepclient.file.OutputFile;
import org.scepclient.file.TextFile;
import org.scepclient.pem.PemWriter;

/** Replaces key and certificate in a service's configuration file by those in use: all parameters, or none. */
public final class PemReplacement {
    private static final int PERMISSIONS = 07777;
    private static final int READABLE_BY_ALL = 04;

    private final CertificateStore store;

    public PemReplacement(CertificateStore store) {
        this.store = store;
    }

    /**
     * Replaces parameters.
     *
     * @param file configuration file
     * @param parameters new contents by parameter
     * @return a warning if other users can read a key in the file: the service that reads it may need that, so it stays
     */
    public Optional<String> replace(Path file, Map<String, PemKind> parameters) throws ScepException {
        if (FileProblem.isNotAFile(file)) {
            throw new StorageException(file.toString(), "it is not a file. Nothing was changed");
        }
        String before = TextFile.readWhole(file);
        ConfigurationText configuration = new ConfigurationText(before);
        Set<String> missing = configuration.missing(parameters.keySet());
        if (!missing.isEmpty()) {
            throw new StorageException(
                    file.toString(),
                    "no line starts with '" + String.join("=', none with '", missing)
                            + "='; check the parameter's name. Nothing was changed");
        }
        Set<String> computed = configuration.computed(parameters.keySet());
        if (!computed.isEmpty()) {
            throw new StorageException(
                    file.toString(),
                    "the value of " + String.join(" and of ", computed)
                            + " is computed by the shell, has several parts or has words behind it;"
                            + " replace it by an empty value, NAME=. Nothing was changed");
        }
        Map<String, String> pems = new HashMap<>();
        for (Map.Entry<String, PemKind> parameter : parameters.entrySet()) {
            pems.put(parameter.getKey(), pem(parameter.getValue()));
        }
        String after = configuration.with(pems);
        if (!after.equals(before)) {
            OutputFile.of(file, FileAccess.AS_BEFORE).write(after.getBytes(ISO_8859_1));
        }
        return parameters.containsValue(PemKind.KEY) ? exposure(file) : Optional.empty();
    }

    private static Optional<String> exposure(Path file) throws StorageException {
        try {
            int mode = (int) Files.getAttribute(file, "unix:mode") & PERMISSIONS;
            return (mode & READABLE_BY_ALL) == 0
                    ? Optional.empty()
                    : Optional.of(file + ": all users can read the private key in it (mode "
                            + Integer.toOctalString(mode) + "); unless its service needs that, run: chmod o= " + file);
        } catch (IOException e) {
            throw new StorageException(file.toString(), "cannot read the permissions: " + FileProblem.of(e), e);
        }
    }

    private String pem(PemKind kind) throws ScepException {
        return switch (kind) {
            case KEY -> PemWriter.privateKey(inUse().key().key().privateKey());
            case CERTIFICATE -> PemWriter.certificate(inUse().certificate());
            case CA -> {
                var chain = store.chain();
                if (chain.isEmpty()) {
                    throw notEnrolled("ca.crt-0", "no CA certificate");
                }
                yield PemWriter.certificates(chain);
            }
        };
    }

    /** The credential that the links point to. A recovered one, which is sufficient for a renewal, is not deployed. */
    private Credential inUse() throws StorageException {
        return store.latest()
                .filter(store::isLinked)
                .orElseThrow(() -> notEnrolled("latest.crt", "no certificate with a matching key"));
    }

    private StorageException notEnrolled(String name, String problem) {
        return new StorageException(
                store.path().resolve(name).toString(), problem + "; enroll first. Nothing was changed");
    }
}
