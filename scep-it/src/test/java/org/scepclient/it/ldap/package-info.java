/** A real OpenLDAP server that publishes certificates and CRLs, the other way that a SCEP client may fetch them. */
@NullMarked
package org.scepclient.it.ldap;

import org.jspecify.annotations.NullMarked;
