package org.scepclient.cli.sscep;

import org.scepclient.cli.CommandException;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ScepException;
import org.scepclient.operation.ScepServer;
import org.scepclient.trust.CaCertificates;

/** {@code getnextca}: fetches the certificates that will replace those of the CA, vouched for by the CA of today. */
final class GetNextCaCommand implements Command {
    private final Invocation invocation;
    private final Settings settings;

    GetNextCaCommand(Invocation invocation) {
        this.invocation = invocation;
        this.settings = invocation.settings();
    }

    @Override
    public int run() throws ScepException, CommandException {
        String file = settings.value(Option.CA_CERTIFICATE);
        CertificateFiles.check(file);
        var named = GetCaCommand.fingerprintDigest(settings);
        CaCertificates current =
                CaFiles.read(settings.value(Option.TRUST_CHAIN)).trusted();
        ScepServer server = new ServerAccess(invocation).server();
        DigestAlgorithm digest = named.isPresent() ? named.get() : GetCaCommand.defaultDigest(invocation, server);
        CaCertificates next = server.nextCaCertificates(
                GetCaCommand.identifier(settings),
                current,
                AlgorithmPolicy.compatible(),
                invocation.clock().instant());
        invocation.report().verbose("valid response from server");
        new CertificateFiles(invocation.report(), file, digest).writeNumbered(next.certificates());
        return SUCCESS;
    }
}
