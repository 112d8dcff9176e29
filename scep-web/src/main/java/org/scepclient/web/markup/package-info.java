/** HTML output with mandatory escaping. */
@NullMarked
package org.scepclient.web.markup;

import org.jspecify.annotations.NullMarked;
