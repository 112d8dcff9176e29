/** CMS (RFC 5652) in SCEP: signed, enveloped and certificates-only data, keys and algorithms. */
@NullMarked
package org.scepclient.cms;

import org.jspecify.annotations.NullMarked;
