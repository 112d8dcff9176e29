/**
 * A CA whose exchanges a test can read, count and replace: tests the requests of our commands, and their reaction to
 * responses that no CA should send.
 */
@NullMarked
package org.scepclient.it.scripted;

import org.jspecify.annotations.NullMarked;
