package org.scepclient.web.cgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.InvalidInputException;

class CgiRequestTest {

    @Test
    void listensOnTheAddressOfTheRequest() {
        CgiRequest request = request(Map.of("HTTP_HOST", "127.0.0.1:8080", "REMOTE_ADDR", "192.0.2.7"));
        assertThat(request.listenAddress("127.0.0.1:8443")).isEqualTo("127.0.0.1:8443");
        assertThat(request.browserAddress("127.0.0.1:8443")).isEqualTo("127.0.0.1:8443");
        assertThat(request.remoteAddress().orElseThrow().getHostAddress()).isEqualTo("192.0.2.7");
    }

    @Test
    void keepsTheHostNameOfTheBrowser() {
        CgiRequest request = request(Map.of("HTTP_HOST", "localhost:8080", "REMOTE_ADDR", "127.0.0.1"));
        assertThat(request.browserAddress(request.listenAddress("127.0.0.1:8443")))
                .isEqualTo("localhost:8443");
    }

    @Test
    void prefersTheServerAddressToTheHeader() {
        CgiRequest request = request(Map.of("HTTP_HOST", "router.example", "SERVER_ADDR", "127.0.0.1"));
        assertThat(request.listenAddress("127.0.0.1:8443")).isEqualTo("127.0.0.1:8443");
        assertThat(request.browserAddress("127.0.0.1:8443")).isEqualTo("router.example:8443");
        assertThat(request.remoteAddress()).isEmpty();
    }

    @Test
    void keepsAConfiguredAddress() {
        CgiRequest request = request(Map.of("HTTP_HOST", "127.0.0.1"));
        assertThat(request.listenAddress("192.0.2.1:9443")).isEqualTo("192.0.2.1:9443");
        assertThat(request.browserAddress("192.0.2.1:9443")).isEqualTo("192.0.2.1:9443");
        assertThat(request.listenAddress("0.0.0.0:9443")).isEqualTo("0.0.0.0:9443");
        assertThat(request.browserAddress("0.0.0.0:9443")).isEqualTo("127.0.0.1:9443");
    }

    @Test
    void putsIpv6AddressesInBrackets() {
        CgiRequest request = request(Map.of("HTTP_HOST", "[::1]:8080", "REMOTE_ADDR", "[::ffff:127.0.0.1]"));
        assertThat(request.listenAddress("127.0.0.1:8443")).isEqualTo("[0:0:0:0:0:0:0:1]:8443");
        assertThat(request.browserAddress("[0:0:0:0:0:0:0:1]:8443")).isEqualTo("[::1]:8443");
        assertThat(request.remoteAddress().orElseThrow().getHostAddress()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "192.0.2.77",
                "0.0.0.0",
                "[::]",
                "255.255.255.255",
                "127.0.0.1\r\nX: y",
                "127.0.0.1 -evil",
                "$(reboot)",
                "`reboot`",
                "127.0.0.1;reboot",
                "user@127.0.0.1",
                "127.0.0.1/path",
                "127.0.0.1:port",
                "-Devil",
                "999.1.1.1"
            })
    void refusesHostsThatAreNotThisDevice(String host) {
        assertThatThrownBy(() -> request(Map.of("HTTP_HOST", host, "REMOTE_ADDR", "127.0.0.1")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("MOD_SCEPCLIENT_WEB_ADDRESS");
    }

    private static CgiRequest request(Map<String, String> environment) {
        return CgiRequest.of(new HashMap<>(environment)::get);
    }
}
