/** JSON as the commands and the web interface write it. */
@NullMarked
package org.scepclient.json;

import org.jspecify.annotations.NullMarked;
