/** The scripts that hand a certificate to the device's services, and what became of them. */
@NullMarked
package org.scepclient.agent.script;

import org.jspecify.annotations.NullMarked;
