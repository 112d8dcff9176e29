package org.scepclient.cli;

import java.util.List;

/** URLs and proxies, mostly malformed, with a password that must not be printed. */
public final class MarkedUrls {
    public static final String MARK = "s3cret";

    private static final List<String> FORMS = List.of(
            "%suser:s3cret@127.0.0.1:1/x",
            "%suser:s3cret@127.0.0.1:99999/x",
            "%suser:s3cret@127.0.0.1:x/x",
            "%suser:s3cret@ho st/x",
            "%suser:s3cret/more@127.0.0.1:1/x",
            "%suser:1/s3cret@127.0.0.1:1/x",
            "%suser:s3cret@more@127.0.0.1:1/x",
            "%suser:more@s3cret/x@127.0.0.1:1/x",
            "%suser:s3cret?x@127.0.0.1:1/x",
            "%suser:s3cret#x@127.0.0.1:1/x",
            "%suser:'s3cret 1'@127.0.0.1:1/x",
            "%suser:%%73s3cret%%2F@127.0.0.1:1/x",
            "%suser%%3As3cret%%40127.0.0.1:1/x",
            "%suser:s3cret@",
            "%suser:s3cret");

    private static final List<String> SCHEMES =
            List.of("http://", "https://", "", "htp://", "http:/", "http:\\\\", "socks5://", "ldap://", "ldaps://");

    private MarkedUrls() {}

    public static List<String> all() {
        return SCHEMES.stream()
                .flatMap(scheme -> FORMS.stream().map(form -> form.formatted(scheme)))
                .toList();
    }
}
