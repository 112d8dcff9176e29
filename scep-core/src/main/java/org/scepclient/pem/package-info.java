/** PEM text: certificates, keys, requests, CRLs. */
@NullMarked
package org.scepclient.pem;

import org.jspecify.annotations.NullMarked;
