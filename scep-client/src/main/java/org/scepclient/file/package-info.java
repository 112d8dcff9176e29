/**
 * Files that are written whole or not at all.
 *
 * <p>API: {@link DurableDirectory}, {@link FileAccess}, {@link OutputFile}.
 *
 * <p>Internal: {@link ChangeLock}, {@link CurrentDirectory}, {@link FileLocks}, {@link FileOperations}, {@link FileProblem},
 * {@link NamedLines}, {@link TemporaryFile}, {@link TextFile}.
 */
@NullMarked
package org.scepclient.file;

import org.jspecify.annotations.NullMarked;
