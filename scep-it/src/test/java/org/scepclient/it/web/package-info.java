/** Browser tests of the router app's web interface. */
@NullMarked
package org.scepclient.it.web;

import org.jspecify.annotations.NullMarked;
