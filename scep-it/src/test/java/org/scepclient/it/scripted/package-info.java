/** A CA whose answers a test can read, count and replace: for what our commands send, and how they take what no CA should answer. */
@NullMarked
package org.scepclient.it.scripted;

import org.jspecify.annotations.NullMarked;
