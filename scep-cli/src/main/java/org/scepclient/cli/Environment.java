package org.scepclient.cli;

import org.jspecify.annotations.Nullable;

/** The environment variables of the process. */
@FunctionalInterface
public interface Environment {

    /** The value of a variable; null if it is not set. */
    @Nullable
    String get(String name);
}
