package org.scepclient.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactedUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://user:s3cret@ca/x, http://…@ca/x",
        "user:s3cret@ca/x, …@ca/x",
        "http://user:s3cret/a@b@ca/x, http://…@ca/x",
        "http://user%3As3cret%40ca/x, http://…@ca/x",
        "u@ca, …@ca",
        "http://user:s3cret, http://user:…",
        "user:s3cret/x, user:…",
        "http://ca/x?token=s3cret, http://ca/x?…",
        "http://[::1]:80/x, http://[::1]:80/x",
        "http://[::1]:s3cret, http://[::1]:…",
        "http://user%3As3cret, http://user:…",
        "ca:8080/scep, ca:8080/scep",
        "ca.example.com/scep, ca.example.com/scep",
        "ftp://ca/x, ftp://ca/x",
        "@/etc/passwd, @/etc/passwd",
    })
    void showsNoPassword(String text, String shown) {
        assertThat(RedactedUrl.of(text)).isEqualTo(shown);
    }

    @Test
    void staysOnOneBoundedLine() {
        assertThat(RedactedUrl.of("http://ca/\u001b[31m\n" + "x".repeat(1000)))
                .doesNotContain("\n", "\u001b")
                .hasSizeLessThan(250);
    }

    /** A message may quote a megabyte from a server. */
    @Test
    @Timeout(60)
    void takesLinearTimeForALongMessage() {
        String text = "x@ " + "a://".repeat(500_000);
        assertThat(RedactedUrl.within(text)).isEqualTo(text);
        assertThat(RedactedUrl.within("a://".repeat(500_000) + "u:s3cret@h")).isEqualTo("a://…@h");
        String query = "a://b" + "?&;a".repeat(250_000) + "=";
        assertThat(RedactedUrl.within(query)).isEqualTo(query);
    }

    @Test
    void findsUrlsInMessages() {
        assertThat(RedactedUrl.within("cannot reach 'ldap://u:s3cret@dir/cn=a': refused, mail a@b"))
                .isEqualTo("cannot reach 'ldap://…@dir/cn=a': refused, mail a@b");
        assertThat(RedactedUrl.within("http://ca/x?a=b&token=s3cret: refused; mode=token=x"))
                .isEqualTo("http://ca/x?a=b&token=… refused; mode=token=x");
        assertThat(RedactedUrl.within("http://ca/x: no such name as a@b"))
                .isEqualTo("http://ca/x: no such name as a@b");
    }
}
