/** What the test CA decides about each message: grant, wait, refuse. */
@NullMarked
package org.scepclient.testca.service;

import org.jspecify.annotations.NullMarked;
