/** HTTP requests and responses as values, and the base path of the web interface. */
@NullMarked
package org.scepclient.web.http;

import org.jspecify.annotations.NullMarked;
