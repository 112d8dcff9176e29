package org.scepclient.cli.scepclient;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepclient.cli.CommandException;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.crl.CrlSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TransportException;
import org.scepclient.operation.WebPage;
import org.scepclient.pem.PemReader;
import org.scepclient.transport.HttpReply;
import org.scepclient.transport.HttpRequest;
import org.scepclient.transport.HttpUrl;
import org.scepclient.value.Bytes;
import org.scepclient.value.RedactedUrl;
import picocli.CommandLine.Model.CommandSpec;

/** Fetches certificates and CRLs that a CA publishes, by HTTP or LDAP, without verifying them. */
final class PublicationFetcher {
    private static final String LDAP_SERVER = "--ldap-server";
    private static final List<String> CRL_ATTRIBUTES =
            List.of("certificateRevocationList;binary", "authorityRevocationList;binary");
    private static final List<String> CERTIFICATE_ATTRIBUTES =
            List.of("cACertificate;binary", "userCertificate;binary");
    private static final byte[] PEM_HEAD = "-----BEGIN".getBytes(StandardCharsets.US_ASCII);

    private final Arguments arguments;
    private final ServerOptions server;

    PublicationFetcher(Arguments arguments, ServerOptions server) {
        this.arguments = arguments;
        this.server = server;
    }

    static void addOptions(CommandSpec spec) {
        spec.addOption(Options.value(LDAP_SERVER, "HOST[:PORT]", "The directory of ldap:/// URLs, which have no host.")
                .build());
    }

    /** The CRLs at a URL, up to the size limit of {@code spool}. */
    List<CrlSource> crls(String url, CrlSpool spool) throws IOException, ScepException, CommandException {
        if (LdapUrl.isLdapUrl(url)) {
            return spool.crls(byLdap(LdapUrl.parse(url), CRL_ATTRIBUTES), url);
        }
        HttpUrl location = HttpUrl.parse(url);
        try {
            requireSuccess(location, server.transport(location).download(new HttpRequest.Get(location), spool));
        } catch (TransportException e) {
            throw e.code() == ErrorCode.TOO_LARGE
                    ? new TransportException(
                            e.code(), e.getMessage() + "; to allow larger CRLs, use " + CrlCommand.MAX_SIZE, false, e)
                    : e;
        }
        return spool.crls(url);
    }

    List<X509Certificate> certificates(String url) throws ScepException, CommandException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Bytes content : fetch(url, CERTIFICATE_ATTRIBUTES)) {
            certificates.addAll(
                    isPem(content)
                            ? PemReader.of(text(content), RedactedUrl.of(url)).certificates()
                            : CertificatesOnly.decodeBundle(content).certificates());
        }
        return certificates;
    }

    private List<Bytes> fetch(String url, List<String> attributes) throws ScepException, CommandException {
        return LdapUrl.isLdapUrl(url) ? byLdap(LdapUrl.parse(url), attributes) : List.of(byHttp(url));
    }

    private List<Bytes> byLdap(LdapUrl url, List<String> attributes) throws ScepException, CommandException {
        Optional<String> host = arguments.text(LDAP_SERVER);
        if (url.authority().isEmpty() && host.isEmpty()) {
            throw new InvalidInputException(url.toString(), "the URL has no host", "add " + LDAP_SERVER + " HOST");
        }
        LdapUrl target = url.authority().isEmpty() ? url.at(LDAP_SERVER, host.orElseThrow()) : url;
        List<Bytes> found = new LdapDirectory(server.timeout()).values(target, attributes);
        if (found.isEmpty()) {
            throw new ProtocolException(
                    ErrorCode.NOT_IN_REPLY,
                    url + ": the entry has no " + String.join(" or ", attributes) + "; check the URL");
        }
        return found;
    }

    private Bytes byHttp(String text) throws ScepException, CommandException {
        HttpUrl url = HttpUrl.parse(text);
        HttpReply reply = server.transport(url).exchange(new HttpRequest.Get(url));
        requireSuccess(url, reply);
        if (WebPage.isOne(reply.body())) {
            throw new ProtocolException(
                    ErrorCode.MALFORMED,
                    url + ": the reply is " + WebPage.describe(reply.body()) + ", not a certificate; check the URL");
        }
        return reply.body();
    }

    private static void requireSuccess(HttpUrl url, HttpReply reply) throws TransportException {
        if (!reply.successful()) {
            throw new TransportException(
                    ErrorCode.HTTP_STATUS,
                    url + ": HTTP " + reply.status() + " " + reply.reason() + "; "
                            + reply.remedy().orElse("check the URL"),
                    reply.retryable(),
                    null);
        }
    }

    private static boolean isPem(Bytes content) {
        byte[] bytes = content.toArray();
        return bytes.length > PEM_HEAD.length
                && java.util.Arrays.equals(bytes, 0, PEM_HEAD.length, PEM_HEAD, 0, PEM_HEAD.length);
    }

    private static String text(Bytes content) {
        return new String(content.toArray(), StandardCharsets.ISO_8859_1);
    }
}
