/** The command {@code scepclient}: from nothing to a certificate, what a CA is, queries, a CA for tests. */
@NullMarked
package org.scepclient.cli.scepclient;

import org.jspecify.annotations.NullMarked;
