/** Replies of the test CA, before and after signing. */
@NullMarked
package org.scepclient.testca.reply;

import org.jspecify.annotations.NullMarked;
