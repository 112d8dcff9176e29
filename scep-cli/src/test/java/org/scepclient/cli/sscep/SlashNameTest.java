package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlashNameTest {

    /** Expected values: {@code openssl x509 -nameopt compat}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CN=ca, O=Example, C=FI                  | /C=FI/O=Example/CN=ca
            CN=ca                                   | /CN=ca
            CN="Example, Inc.", C=US                | /C=US/CN=Example, Inc.
            CN=a\\\\b, C=US                         | /C=US/CN=a\\b
            CN=x, DC=example, DC=org                | /DC=org/DC=example/CN=x
            EMAILADDRESS=a@b.org, CN=x              | /CN=x/emailAddress=a@b.org
            """)
    void writesThePartsInTheirOrderBehindSlashes(String name, String slashes) {
        assertThat(SlashName.of(new X500Principal(name))).isEqualTo(slashes);
    }
}
