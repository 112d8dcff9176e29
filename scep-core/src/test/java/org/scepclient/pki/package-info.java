/** Keys and certificates that are generated for a test run. */
@NullMarked
package org.scepclient.pki;

import org.jspecify.annotations.NullMarked;
