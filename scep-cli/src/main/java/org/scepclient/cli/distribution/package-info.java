/** The command {@code scep_replace_pem}. */
@NullMarked
package org.scepclient.cli.distribution;

import org.jspecify.annotations.NullMarked;
