package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionTest {
    /** The option letters of the C tool. */
    private static final String LETTERS = "upMgfcESvdWiFCkrKOleLtTnRswmhH";

    @Test
    void hasEveryLetterOfTheOriginalOnce() {
        StringBuilder letters = new StringBuilder();
        Set<String> words = new HashSet<>();
        for (Option option : Option.values()) {
            assertThat(words.add(option.id())).as(option.id()).isTrue();
            if (option.isLetter()) {
                letters.append(option.id());
            }
        }
        assertThat(letters.chars().sorted().toArray())
                .withFailMessage(() -> "the letters of Option are " + letters + ", those of the C tool " + LETTERS
                        + "; name a new option by a word, for example \"user-agent\" for --user-agent")
                .isEqualTo(LETTERS.chars().sorted().toArray());
    }

    @Test
    void setsEachConfigurationKeyOfAnOperationOnce() {
        Set<String> seen = new HashSet<>();
        for (Option option : Option.values()) {
            for (ConfigKey key : option.keys()) {
                for (Operation operation : key.operations()) {
                    assertThat(seen.add(operation + key.section() + key.name()))
                            .as("%s", key)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void hasEveryConfigurationKeyOfTheOriginal() {
        Set<String> keys = new HashSet<>();
        for (Option option : Option.values()) {
            option.keys().forEach(key -> keys.add(key.section() + "/" + key.name()));
        }
        assertThat(keys).contains("sscep/URL", "sscep/CACertFile", "sscep/CAIdentifier", "sscep/EncAlgorithm");
        assertThat(keys).contains("sscep/SigAlgorithm", "sscep/Proxy", "sscep/MonitorInformation", "sscep/Verbose");
        assertThat(keys).contains("sscep/Debug", "sscep/engine", "sscep_getca/CAIdentifier", "sscep_getca/FingerPrint");
        assertThat(keys).contains("sscep_getnextca/CAIdentifier", "sscep_getnextca/ChainRootCACertFile");
        assertThat(keys).contains("sscep_getnextca/FingerPrint", "sscep_getnextca/SignerCertificateFile");
        assertThat(keys).contains("sscep_enroll/PrivateKeyFile", "sscep_enroll/CertReqFile");
        assertThat(keys).contains("sscep_enroll/SignKeyFile", "sscep_enroll/SignCertFile");
        assertThat(keys).contains("sscep_enroll/LocalCertFile", "sscep_enroll/EncCertFile");
        assertThat(keys).contains("sscep_enroll/SelfSignedFile", "sscep_enroll/PollInterval");
        assertThat(keys).contains("sscep_enroll/MaxPollTime", "sscep_enroll/MaxPollCount", "sscep_enroll/Resume");
        assertThat(keys).contains("sscep_getcert/PrivateKeyFile", "sscep_getcert/LocalCertFile");
        assertThat(keys).contains("sscep_getcert/GetCertSerial", "sscep_getcert/GetCertFile");
        assertThat(keys).contains("sscep_getcrl/PrivateKeyFile", "sscep_getcrl/LocalCertFile");
        assertThat(keys).contains("sscep_getcrl/GetCrlFile");
    }

    @Test
    void appearsInTheUsageText() {
        String usage = Usage.text("sscep");
        for (Option option : Option.values()) {
            assertThat(usage).contains("  " + Usage.synopsis(option));
        }
        for (Operation operation : Operation.values()) {
            for (Option option : Option.values()) {
                assertThat(!option.concerns(operation) || usage.contains(option.help(operation)))
                        .as("%s of %s", option, operation)
                        .isTrue();
            }
            assertThat(usage).contains("  " + operation.id()).contains(operation.help());
        }
    }
}
