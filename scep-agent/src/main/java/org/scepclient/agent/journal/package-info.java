/** The history of an automation's runs, as far back as flash memory should hold it. */
@NullMarked
package org.scepclient.agent.journal;

import org.jspecify.annotations.NullMarked;
