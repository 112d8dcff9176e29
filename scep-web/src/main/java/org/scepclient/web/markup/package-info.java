/** HTML, written so that what is shown cannot become markup. */
@NullMarked
package org.scepclient.web.markup;

import org.jspecify.annotations.NullMarked;
