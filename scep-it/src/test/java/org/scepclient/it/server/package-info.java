/** SCEP servers of other people, and the template that our two commands are put through against each. */
@NullMarked
package org.scepclient.it.server;

import org.jspecify.annotations.NullMarked;
