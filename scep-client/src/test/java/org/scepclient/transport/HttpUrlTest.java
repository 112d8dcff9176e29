package org.scepclient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.InvalidInputException;
import org.scepclient.value.Secret;

class HttpUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://ca.example.com/scep, http://ca.example.com/scep",
        "HTTP://CA.Example.com:8080, http://ca.example.com:8080/",
        "https://ca/certsrv/mscep/mscep.dll/, https://ca/certsrv/mscep/mscep.dll/",
        "http://ca/a:b/c, http://ca/a:b/c",
        "http://[::1]:80/x, http://[::1]:80/x",
        "http://my_host/x, http://my_host/x",
        "http://ca/x?profile=a&b=c, http://ca/x?profile=a&b=c",
        "http://ca/a b?c=d e, http://ca/a%20b?c=d%20e",
        "http://ca/100%?x=%41, http://ca/100%25?x=%41",
        "http://ca/ü, http://ca/%C3%BC",
        "http://bücher.example/, http://xn--bcher-kva.example/",
        "http://u:p@ca/x#frag, http://ca/x",
    })
    void readsUrl(String text, String uri) {
        assertThat(HttpUrl.parse(text).uri()).hasToString(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ca.example.com/scep",
                "ftp://ca/x",
                "http://",
                "http://ca:70000/",
                "http://ca:0/",
                "http://a b/",
                "http://[::1/",
                ""
            })
    void refusesAnInvalidUrlAndNamesThePlace(String text) {
        assertThatThrownBy(() -> HttpUrl.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("URL: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "htp://user:hunter2@ca/",
                "user:hunter2@ca/x",
                "http:/user:hunter2@ca/x",
                "http:\\\\user:hunter2@ca/x",
                "http://user:hunter2@ca:99999/",
                "http://user:hunter2/more@ca/x",
                "http://user:1234/hunter2@ca/x",
                "http://user:hunter2?more@ca/x",
                "http://user:more@hunter2/more@ca/x",
                "http://user:hunter2@c a/x",
                "http://user:hunter2@",
                "http://user:hunter2",
                "http://user:hunter2%40ca/x",
                "http://user%3Ahunter2%40ca/x",
                "http://user%3Ahunter2",
                "ftp://ca/x?token=hunter2",
            })
    void hidesPasswordInErrors(String text) {
        assertThatThrownBy(() -> HttpUrl.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void explainsHowToWriteAPasswordWithASlash() {
        assertThatThrownBy(() -> HttpUrl.parse("http://user:a/b@ca/x"))
                .hasMessageStartingWith("URL: 'http://…@ca/x' has no valid host and port; ")
                .hasMessageContaining("%2F");
    }

    @ParameterizedTest
    @CsvSource({
        "http://ca/x?operation=GetCACaps&message=x, http://ca/x",
        "http://ca/x?a=b&Operation=GetCACert, http://ca/x?a=b",
        "http://ca/x?message&operations=1, http://ca/x?operations=1",
        "http://ca/x?a=operation=b, http://ca/x?a=operation=b",
        "http://ca/x, http://ca/x",
    })
    void removesTheOperation(String text, String uri) {
        assertThat(HttpUrl.parse(text).withoutOperation().uri()).hasToString(uri);
    }

    @Test
    void refusesAPasswordWhoseEscapesAreNotUtf8() {
        assertThatThrownBy(() -> HttpUrl.parse("http://user:geh%E4im@ca/"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("URL: the escapes in its user name or password are not UTF-8")
                .hasMessageNotContaining("geh");
    }

    @Test
    void splitsUserAndPassword() {
        Credentials credentials =
                HttpUrl.parse("http://a%40b:c:d%2F@ca/").credentials().orElseThrow();
        assertThat(credentials.user()).isEqualTo("a@b");
        assertThat(credentials.password()).isEqualTo(Secret.of("c:d/"));
    }

    @Test
    void appendsParametersToExistingOnes() {
        HttpUrl url = HttpUrl.parse("http://ca/x?profile=a")
                .with("operation", "GetCACert")
                .with("message", "a+b/c=& d");
        assertThat(url.uri()).hasToString("http://ca/x?profile=a&operation=GetCACert&message=a%2Bb%2Fc%3D%26%20d");
        assertThat(HttpUrl.parse("http://ca/x").withParameter("k=v w").uri()).hasToString("http://ca/x?k=v%20w");
    }

    @Test
    void showsOperationButNoOtherParameter() {
        HttpUrl url = HttpUrl.parse("http://u:p@ca/x?token=secret")
                .with("operation", "PKIOperation")
                .with("message", "MIIB");
        assertThat(url).hasToString("http://ca/x?operation=PKIOperation");
    }

    @Test
    void addsDefaultPathOnlyIfThereIsNone() {
        assertThat(HttpUrl.parse("http://ca").withDefaultPath("/d").path()).isEqualTo("/d");
        assertThat(HttpUrl.parse("http://ca/").withDefaultPath("/d").path()).isEqualTo("/");
    }

    @ParameterizedTest
    @CsvSource({
        "proxy:3128, proxy:3128",
        "proxy, proxy:80",
        "http://u:p@proxy:8080/, proxy:8080",
        "[::1]:8080, [::1]:8080",
    })
    void readsProxy(String text, String shown) {
        assertThat(HttpProxy.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b:1",
                "proxy:99999",
                "proxy:x",
                "https://proxy:1",
                "u:hunter2@",
                "u:hunter2/x@proxy:1",
                "u:x@hunter2/y@proxy:1",
                "socks://u:hunter2@proxy:1",
                "proxy:hunter2"
            })
    void refusesAnInvalidProxy(String text) {
        assertThatThrownBy(() -> HttpProxy.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("proxy: ")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void takesTheUrlOfATestCaAsItIs() {
        URI uri = URI.create("http://127.0.0.1:8080/cgi-bin/pkiclient.exe");
        assertThat(HttpUrl.of(uri).uri()).isEqualTo(uri);
        assertThatThrownBy(() -> HttpUrl.of(URI.create("ldap://127.0.0.1/"))).isInstanceOf(InvalidInputException.class);
    }
}
