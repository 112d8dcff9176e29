/** A reply before it is signed, and how it is signed. */
@NullMarked
package org.scepclient.testca.reply;

import org.jspecify.annotations.NullMarked;
