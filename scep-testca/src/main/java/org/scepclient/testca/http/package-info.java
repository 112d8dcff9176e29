/** The test CA's HTTP side: SCEP operations, published files, administration. */
@NullMarked
package org.scepclient.testca.http;

import org.jspecify.annotations.NullMarked;
