/** The history of an automation's runs, limited to what flash memory should hold. */
@NullMarked
package org.scepclient.agent.journal;

import org.jspecify.annotations.NullMarked;
