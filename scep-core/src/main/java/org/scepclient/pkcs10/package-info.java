/** Certification requests (PKCS#10): subject, extensions, challenge password, and the self-signed certificate that carries them. */
@NullMarked
package org.scepclient.pkcs10;

import org.jspecify.annotations.NullMarked;
