/** The certificates and keys of the test CA: hierarchy, issuing, revocation. */
@NullMarked
package org.scepclient.testca.authority;

import org.jspecify.annotations.NullMarked;
