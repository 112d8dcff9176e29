/** Certificates as text and JSON. */
@NullMarked
package org.scepclient.certificate;

import org.jspecify.annotations.NullMarked;
