/** A man in the middle between the commands and an honest CA. */
@NullMarked
package org.scepclient.it.attack;

import org.jspecify.annotations.NullMarked;
