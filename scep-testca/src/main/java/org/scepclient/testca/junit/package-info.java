/**
 * JUnit Jupiter extension that runs the test CA.
 *
 * <p>API: {@link TestCaExtension}.
 */
@NullMarked
package org.scepclient.testca.junit;

import org.jspecify.annotations.NullMarked;
