package org.scepclient.it.matrix;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Puts a test's result into the peer's row. Several tests may fill one cell: it is ok when all of them are. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Cell {
    Operation value();

    /** Our command that was used; empty where the peer's own client is. */
    String by() default "";
}
