/** Test of the connection to a SCEP server before its settings are saved. */
@NullMarked
package org.scepclient.web.connection;

import org.jspecify.annotations.NullMarked;
