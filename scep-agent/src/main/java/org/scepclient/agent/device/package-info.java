/** Properties of the device, such as its serial number. */
@NullMarked
package org.scepclient.agent.device;

import org.jspecify.annotations.NullMarked;
