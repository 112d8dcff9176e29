/** SCEP clients of other people, and the template that each is put through against our test CA. */
@NullMarked
package org.scepclient.it.client;

import org.jspecify.annotations.NullMarked;
