/** CRLs (RFC 5280 §5, §6.3.3), which are read as streams, verified, and searched for one certificate. */
@NullMarked
package org.scepclient.crl;

import org.jspecify.annotations.NullMarked;
