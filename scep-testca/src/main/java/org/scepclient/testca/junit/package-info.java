/** JUnit Jupiter extension that runs the test CA. */
@NullMarked
package org.scepclient.testca.junit;

import org.jspecify.annotations.NullMarked;
