/** The data directory of a device: keys and certificates, the trusted CA, the pending request. */
@NullMarked
package org.scepclient.agent.store;

import org.jspecify.annotations.NullMarked;
