/** Black-box tests of the packaged application against real peers. */
@NullMarked
package org.scepclient.it;

import org.jspecify.annotations.NullMarked;
