/** Certificates as people and machines read them. */
@NullMarked
package org.scepclient.certificate;

import org.jspecify.annotations.NullMarked;
