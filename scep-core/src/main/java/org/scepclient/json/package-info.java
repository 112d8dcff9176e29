/** JSON output of the commands and the web interface. */
@NullMarked
package org.scepclient.json;

import org.jspecify.annotations.NullMarked;
