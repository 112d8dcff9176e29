package org.scepclient.testca.authority;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What issued certificates say.
 *
 * @param validity how long they last, from the second of issue
 * @param crlDistributionPoints where the CRL is
 * @param caIssuers where the issuing CA's certificate is
 */
public record IssuingRules(Duration validity, List<URI> crlDistributionPoints, List<URI> caIssuers) {

    public IssuingRules {
        crlDistributionPoints = List.copyOf(crlDistributionPoints);
        caIssuers = List.copyOf(caIssuers);
    }
}
