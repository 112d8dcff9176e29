package org.scepclient.agent.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallerLocaleTest {
    @Test
    void restoresTheCallersLocale() {
        assertThat(restored("=de_DE")).containsEntry("LC_ALL", "de_DE");
        assertThat(restored("=")).containsEntry("LC_ALL", "");
    }

    @Test
    void unsetsTheLocaleIfTheCallerHasNoneSet() {
        assertThat(restored("")).doesNotContainKey("LC_ALL");
    }

    @Test
    void keepsALocaleThatTheLauncherHasNotChanged() {
        assertThat(restored(null)).containsEntry("LC_ALL", "C.UTF-8");
    }

    private static Map<String, String> restored(@Nullable String before) {
        Map<String, String> environment = new HashMap<>(Map.of("LC_ALL", "C.UTF-8"));
        CallerLocale.restore(environment, before);
        return environment;
    }
}
