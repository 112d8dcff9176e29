/** What the pages read besides the automation's own state: licences and logs. */
@NullMarked
package org.scepclient.web.log;

import org.jspecify.annotations.NullMarked;
