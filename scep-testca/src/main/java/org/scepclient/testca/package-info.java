/**
 * A SCEP server in memory, for tests and the demo.
 *
 * <p>API: {@link TestCa}, {@link TestCaConfig}, {@link TestCaConfigBuilder}.
 */
@NullMarked
package org.scepclient.testca;

import org.jspecify.annotations.NullMarked;
