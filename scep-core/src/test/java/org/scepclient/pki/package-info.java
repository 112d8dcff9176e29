/** Keys and certificates made for one test run. */
@NullMarked
package org.scepclient.pki;

import org.jspecify.annotations.NullMarked;
