package org.scepclient.agent.script;

import java.nio.charset.Charset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The locale of the caller. The launcher runs Java with {@code C.UTF-8}, because Java decodes arguments and file names in
 * the character set of the locale; other programs get the caller's locale.
 */
public final class CallerLocale {
    private static final String VARIABLE = "LC_ALL";
    /** The caller's variable: {@code =VALUE}, or empty if it was not set. Absent if the launcher did not change it. */
    private static final String PROPERTY = "scepclient.locale";

    private CallerLocale() {}

    /** Sets the caller's locale in the environment of a new process. */
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

    /** The character set in which Java passes text to processes; unsupported characters arrive as question marks. */
    static Charset charset() {
        return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    }
}
