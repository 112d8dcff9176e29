/** The programs of docs/library.md. */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;
