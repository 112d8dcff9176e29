/** Trust in the certificates that sign replies, decrypt requests and issue: roles, paths, fingerprints. */
@NullMarked
package org.scepclient.trust;

import org.jspecify.annotations.NullMarked;
