/** The router app's page as a person with a browser sees it. */
@NullMarked
package org.scepclient.it.web;

import org.jspecify.annotations.NullMarked;
