package org.scepclient.testca;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ProtocolException;
import org.scepclient.message.TransactionId;
import org.scepclient.testca.authority.CertificateAuthority;
import org.scepclient.testca.authority.HierarchyBuilder;
import org.scepclient.testca.authority.HierarchyPlan;
import org.scepclient.testca.authority.Issued;
import org.scepclient.testca.authority.IssuingRules;
import org.scepclient.testca.fault.ActiveFault;
import org.scepclient.testca.fault.CaFaults;
import org.scepclient.testca.fault.CrlFaults;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.fault.FaultyReply;
import org.scepclient.testca.fault.ListedSigners;
import org.scepclient.testca.http.AdminApi;
import org.scepclient.testca.http.CaResponder;
import org.scepclient.testca.http.LoopbackServer;
import org.scepclient.testca.http.PkiResponder;
import org.scepclient.testca.http.PublishedFiles;
import org.scepclient.testca.http.ReceivedOperation;
import org.scepclient.testca.http.RequestLog;
import org.scepclient.testca.http.ResponseSender;
import org.scepclient.testca.http.ScepEndpoint;
import org.scepclient.testca.reply.ReplyWriter;
import org.scepclient.testca.service.Authorities;
import org.scepclient.testca.service.PendingRequest;
import org.scepclient.testca.service.PkiService;
import org.scepclient.testca.service.ServiceRules;
import org.scepclient.trust.Fingerprint;

/**
 * A SCEP server in memory on the loopback address. Never use it in production: its keys last only from
 * start to close, and it grants every request. Safe for use by several threads.
 */
public final class TestCa implements AutoCloseable {
    /** The default path of RFC 8894 §4.1. */
    private static final String SCEP_PATH = "/cgi-bin/pkiclient.exe";

    private final LoopbackServer server;
    private final ResponseSender delivery;
    private final Authorities authorities;
    private final PkiService service;
    private final ActiveFault active;
    private final RequestLog log;

    private TestCa(TestCaConfig config, LoopbackServer server) {
        this.server = server;
        this.delivery = new ResponseSender();
        this.authorities = new Authorities(generation -> authority(config, server, generation));
        this.service = new PkiService(authorities, rules(config), config.clock(), config.random());
        this.active = new ActiveFault(config.fault());
        this.log = new RequestLog(config.clock());
    }

    /**
     * Creates the CA's certificates and starts to answer requests.
     *
     * @throws IOException if the port is taken
     */
    public static TestCa start(TestCaConfig config) throws IOException {
        LoopbackServer server = LoopbackServer.bind(config.port());
        try {
            TestCa ca = new TestCa(config, server);
            ca.serve(config);
            return ca;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void serve(TestCaConfig config) {
        ListedSigners listed = new ListedSigners(config.keys(), config.clock(), config.random());
        CaResponder ca = new CaResponder(
                authorities,
                config.capabilities(),
                active,
                new CaFaults(config.keys(), config.clock(), config.random(), listed));
        PkiResponder replies = new PkiResponder(
                new ReplyWriter(config.random()),
                new FaultyReply(config.keys(), config.clock(), config.random(), listed),
                active);
        PublishedFiles files = new PublishedFiles(
                delivery, authorities, active, new CrlFaults(config.keys(), config.clock(), config.random()));
        server.handle("/", new ScepEndpoint(delivery, ca, service, replies, log));
        server.handle(PublishedFiles.CERTIFICATE, files);
        server.handle(PublishedFiles.CRL, files);
        server.handle(AdminApi.PATH, new AdminApi(delivery, authorities, service.transactions(), active));
        server.start();
    }

    private static ServiceRules rules(TestCaConfig config) {
        return new ServiceRules(
                config.challenge(), config.approval(), config.capabilities(), config.signingTimeTolerance());
    }

    private static CertificateAuthority authority(TestCaConfig config, LoopbackServer server, int generation) {
        HierarchyPlan plan = new HierarchyPlan(
                config.ra(),
                config.intermediate(),
                config.keyKind(),
                config.keys(),
                config.random(),
                config.clock().instant());
        List<URI> crls = new ArrayList<>(config.crlDistributionPoints());
        crls.add(server.uri(PublishedFiles.CRL));
        IssuingRules rules = new IssuingRules(config.validity(), crls, List.of(server.uri(PublishedFiles.CERTIFICATE)));
        return new CertificateAuthority(
                new HierarchyBuilder(plan, generation).build(), rules, config.clock(), config.random());
    }

    /** The SCEP URL for clients. */
    public URI url() {
        return server.uri(SCEP_PATH);
    }

    /** The certificates that GetCACert returns: registration authorities, issuing CA and root, as far as configured. */
    public List<X509Certificate> caCertificates() {
        return authorities.current().hierarchy().published();
    }

    /** The certificate of the issuing CA. */
    public X509Certificate issuer() {
        return authorities.current().hierarchy().issuer().certificate();
    }

    /** The SHA-256 fingerprint to pin: the root's, or the issuer's where it is self-signed. */
    public Fingerprint fingerprint() {
        return Fingerprint.of(authorities.current().hierarchy().anchor(), DigestAlgorithm.SHA256);
    }

    /** The pending requests, oldest first. */
    public List<PendingRequest> pending() {
        return service.transactions().pending();
    }

    /** Approves a pending request; false if no request with this transactionID is pending. */
    public boolean approve(TransactionId id) throws ProtocolException {
        return service.transactions().approve(id);
    }

    /** Rejects a pending request; false if no request with this transactionID is pending. */
    public boolean reject(TransactionId id) {
        return service.transactions().reject(id);
    }

    /** The certificates issued so far, in no particular order. */
    public List<X509Certificate> issued() {
        return authorities.all().stream()
                .flatMap(authority -> authority.issued().stream())
                .map(Issued::certificate)
                .toList();
    }

    /** Revokes a certificate; false if this CA issued no certificate with this serial number. */
    public boolean revoke(BigInteger serialNumber) {
        boolean revoked = false;
        for (CertificateAuthority authority : authorities.all()) {
            revoked |= authority.revoke(serialNumber);
        }
        return revoked;
    }

    /** The current CRL. */
    public X509CRL crl() {
        return authorities.current().crl();
    }

    /** The certificates that GetNextCACert returns. */
    public List<X509Certificate> nextCaCertificates() {
        return authorities.next().hierarchy().published();
    }

    /** Makes the next CA the current one (RFC 8894 §4.7). */
    public void rollOver() {
        authorities.rollOver();
    }

    /** Switches this fault on, in place of any other. */
    public void fault(Fault fault) {
        active.set(Optional.of(fault));
    }

    /** Switches the fault off. */
    public void noFault() {
        active.set(Optional.empty());
    }

    /** The requests received so far, oldest first, at most the last 10000. */
    public List<ReceivedOperation> requests() {
        return log.received();
    }

    /** The address of the administration interface; see docs/testca.md. */
    public URI adminUrl() {
        return server.uri(AdminApi.PATH);
    }

    @Override
    public void close() {
        delivery.close();
        server.close();
    }
}
