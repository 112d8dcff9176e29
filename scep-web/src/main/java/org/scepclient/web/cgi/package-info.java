/** The way from the router's own page to this one. */
@NullMarked
package org.scepclient.web.cgi;

import org.jspecify.annotations.NullMarked;
