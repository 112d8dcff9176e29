/** Content of the pages. */
@NullMarked
package org.scepclient.web.page;

import org.jspecify.annotations.NullMarked;
