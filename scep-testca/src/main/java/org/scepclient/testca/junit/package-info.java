/** The test CA in tests of JUnit Jupiter. */
@NullMarked
package org.scepclient.testca.junit;

import org.jspecify.annotations.NullMarked;
