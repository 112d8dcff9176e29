/** CMS (RFC 5652) as SCEP uses it: signed, enveloped and certificates-only data, keys and algorithms. */
@NullMarked
package org.scepclient.cms;

import org.jspecify.annotations.NullMarked;
