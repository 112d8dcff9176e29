package org.scepclient.it.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The security settings of the runtime are the JDK's, except for the order of two providers. */
class SecuritySettingsIT {
    private static final Path FILE = Path.of("conf/security/java.security");
    private static final Map<String, String> MOVED = Map.of("SunEC", "SunJCE", "SunJCE", "SunEC");

    private final App app = App.packaged();

    @Test
    void settingsAreTheJdksExceptForTheOrderOfTwoProviders() throws IOException {
        Path jdk = Path.of(Files.readString(Path.of("../scep-dist/target/jdk")).strip());
        Properties expected = properties(jdk.resolve(FILE));
        expected.replaceAll((name, value) -> MOVED.getOrDefault(value, (String) value));

        assertThat(properties(app.home().resolve("runtime").resolve(FILE)))
                .containsKey("jdk.certpath.disabledAlgorithms")
                .isEqualTo(expected);
    }

    /** The order decides nothing about algorithms that only one of them has. */
    @ParameterizedTest
    @ValueSource(strings = {"SunEC", "SunJSSE"})
    void providersThatSunJcePrecedesHaveNoneOfItsAlgorithms(String other) {
        assertThat(algorithms("SunJCE")).isNotEmpty().doesNotContainAnyElementsOf(algorithms(other));
    }

    private static Set<String> algorithms(String provider) {
        Set<Provider.Service> services = Security.getProvider(provider).getServices();
        assertThat(services).isNotEmpty();
        return services.stream()
                .map(service -> (service.getType() + " " + service.getAlgorithm()).toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static Properties properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }
}
