package org.scepclient.agent.script;

import java.nio.charset.Charset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The locale in which the program was called. The launcher runs Java in {@code C.UTF-8}, because Java takes arguments and
 * file names in the locale's character set; other programs get the locale that the caller has set.
 */
public final class CallerLocale {
    private static final String VARIABLE = "LC_ALL";
    /** What the variable was: {@code =VALUE}, or empty where it was not set. Absent where the launcher left it alone. */
    private static final String PROPERTY = "scepclient.locale";

    private CallerLocale() {}

    /** Sets the caller's locale in the environment of a program that is about to be started. */
    public static void restore(Map<String, String> environment) {
        restore(environment, System.getProperty(PROPERTY));
    }

    static void restore(Map<String, String> environment, @Nullable String before) {
        if (before == null) {
            return;
        }
        if (before.isEmpty()) {
            environment.remove(VARIABLE);
        } else {
            environment.put(VARIABLE, before.substring(1));
        }
    }

    /** The character set in which Java hands text to programs; what it lacks would arrive as a question mark. */
    static Charset charset() {
        return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    }
}
