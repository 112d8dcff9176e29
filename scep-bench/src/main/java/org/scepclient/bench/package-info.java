/** Benchmarks of messages and whole processes. */
@NullMarked
package org.scepclient.bench;

import org.jspecify.annotations.NullMarked;
