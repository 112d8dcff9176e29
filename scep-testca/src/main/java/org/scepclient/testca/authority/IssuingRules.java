package org.scepclient.testca.authority;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Properties common to all issued certificates.
 *
 * @param validity period, from the second of issue
 * @param crlDistributionPoints addresses of the CRL
 * @param caIssuers addresses of the issuing CA's certificate
 */
public record IssuingRules(Duration validity, List<URI> crlDistributionPoints, List<URI> caIssuers) {

    public IssuingRules {
        crlDistributionPoints = List.copyOf(crlDistributionPoints);
        caIssuers = List.copyOf(caIssuers);
    }
}
