package org.scepclient.it.matrix;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Assigns a test's result to a cell in the peer's row. A cell of several tests is ok if all of them pass. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Cell {
    Operation value();

    /** The tested command of this project; empty if the peer is a client. */
    String by() default "";
}
