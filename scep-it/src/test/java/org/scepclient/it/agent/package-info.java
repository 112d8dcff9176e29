/** The router app's automation, packaged, against other people's servers and in trouble. */
@NullMarked
package org.scepclient.it.agent;

import org.jspecify.annotations.NullMarked;
