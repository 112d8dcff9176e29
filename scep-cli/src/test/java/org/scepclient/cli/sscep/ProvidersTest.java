package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;

class ProvidersTest {
    @Test
    void findsAProviderOfTheJdk() throws Exception {
        assertThat(Providers.named("SunRsaSign").getName()).isEqualTo("SunRsaSign");
    }

    @Test
    void listsProvidersWhenTheNamedOneIsAbsent() {
        assertThatThrownBy(() -> Providers.named("Quantum"))
                .isInstanceOfSatisfying(
                        CryptoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_UNUSABLE))
                .hasMessageContaining("'Quantum'")
                .hasMessageContaining("SunRsaSign");
    }
}
