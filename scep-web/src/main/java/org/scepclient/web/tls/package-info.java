/** The certificate of the web interface: self-signed, or the device's own. */
@NullMarked
package org.scepclient.web.tls;

import org.jspecify.annotations.NullMarked;
