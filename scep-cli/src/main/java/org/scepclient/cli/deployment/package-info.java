/** The command {@code scep_replace_pem}. */
@NullMarked
package org.scepclient.cli.deployment;

import org.jspecify.annotations.NullMarked;
