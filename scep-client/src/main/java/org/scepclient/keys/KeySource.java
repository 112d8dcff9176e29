package org.scepclient.keys;

import org.scepclient.error.ScepException;

/** A place from which a private key can be had. */
@FunctionalInterface
public interface KeySource {

    /** The key, checked to be there and to be usable. */
    LoadedKey load() throws ScepException;
}
