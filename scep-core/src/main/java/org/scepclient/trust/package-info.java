/** Which certificates may sign replies, encrypt requests and issue: roles, chains, fingerprints. */
@NullMarked
package org.scepclient.trust;

import org.jspecify.annotations.NullMarked;
