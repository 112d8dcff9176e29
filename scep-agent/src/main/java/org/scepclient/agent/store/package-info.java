/** What a device keeps of its certificates: pairs of key and certificate, the CA, the request that waits. */
@NullMarked
package org.scepclient.agent.store;

import org.jspecify.annotations.NullMarked;
