/** An OpenLDAP server that publishes certificates and CRLs, as an alternative to SCEP queries. */
@NullMarked
package org.scepclient.it.ldap;

import org.jspecify.annotations.NullMarked;
