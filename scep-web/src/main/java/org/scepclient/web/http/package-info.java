/** HTTP requests and responses as values, and the path under which a browser sees the pages. */
@NullMarked
package org.scepclient.web.http;

import org.jspecify.annotations.NullMarked;
