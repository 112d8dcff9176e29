/** Tests of the documentation and of the prose in the sources. */
@NullMarked
package org.scepclient.docs;

import org.jspecify.annotations.NullMarked;
