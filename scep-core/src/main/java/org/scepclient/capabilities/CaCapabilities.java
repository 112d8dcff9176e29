package org.scepclient.capabilities;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Algorithms;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TrustException;
import org.scepclient.value.Bytes;

/**
 * The capabilities that a CA declares (RFC 8894 §3.5) in a response that is not authenticated.
 *
 * @param known the keywords of the standard and of existing servers
 * @param unknown other words of the response, at most {@value #MAX_UNKNOWN}
 */
public record CaCapabilities(Set<Capability> known, List<String> unknown) {
    private static final int MAX_UNKNOWN = 64;
    private static final int MAX_WORD = 64;

    /** A word with the blanks around it. */
    private static final int MAX_LINE = 1024;

    public CaCapabilities {
        EnumSet<Capability> ordered = EnumSet.noneOf(Capability.class);
        ordered.addAll(known);
        known = Collections.unmodifiableSet(ordered);
        unknown = List.copyOf(unknown);
    }

    /** The capabilities of a server that sends an empty body or an HTTP error (RFC 8894 §3.5.2). */
    public static CaCapabilities none() {
        return new CaCapabilities(Set.of(), List.of());
    }

    public static CaCapabilities of(Capability... capabilities) {
        return new CaCapabilities(Set.of(capabilities), List.of());
    }

    /**
     * Parses one keyword per line, in any case, with LF or CRLF. A web page, which some servers send with status 200, yields
     * no capabilities.
     */
    public static CaCapabilities parse(Bytes body) {
        String text = new String(body.toArray(), StandardCharsets.ISO_8859_1);
        if (text.stripLeading().startsWith("<")) {
            return none();
        }
        EnumSet<Capability> known = EnumSet.noneOf(Capability.class);
        List<String> unknown = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = lineEnd(text, start);
            String word = end - start <= MAX_LINE ? text.substring(start, end).strip() : "";
            Capability.of(word).ifPresentOrElse(known::add, () -> {
                if (!word.isEmpty() && word.length() <= MAX_WORD && unknown.size() < MAX_UNKNOWN) {
                    unknown.add(word.replaceAll("\\P{Graph}", "?"));
                }
            });
            start = end + 1;
        }
        return new CaCapabilities(known, unknown);
    }

    private static int lineEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    public boolean offersPost() {
        return known.contains(Capability.POST_PKI_OPERATION) || standard();
    }

    public boolean offersRenewal() {
        return known.contains(Capability.RENEWAL);
    }

    public boolean offersNextCa() {
        return known.contains(Capability.GET_NEXT_CA_CERT);
    }

    /**
     * The algorithms to send to this CA.
     *
     * @throws CryptoException if the policy does not allow what the CA offers
     */
    public Algorithms algorithms(AlgorithmPolicy policy) throws CryptoException {
        return new AlgorithmChoice(policy).choose(this);
    }

    /** True for SCEPStandard, which implies AES, POST and SHA-256 (RFC 8894 §3.5.2). */
    public boolean standard() {
        return known.contains(Capability.SCEP_STANDARD);
    }

    private boolean offersAes() {
        return known.contains(Capability.AES) || standard();
    }

    private boolean offersSha2() {
        return known.contains(Capability.SHA_224)
                || known.contains(Capability.SHA_256)
                || known.contains(Capability.SHA_384)
                || known.contains(Capability.SHA_512)
                || standard();
    }

    /** The union of these capabilities and {@code more}. */
    public CaCapabilities with(CaCapabilities more) {
        EnumSet<Capability> both = EnumSet.noneOf(Capability.class);
        both.addAll(known);
        both.addAll(more.known);
        return new CaCapabilities(both, unknown);
    }

    /**
     * Refuses capabilities without SCEPStandard, AES or SHA-2 if the server offered them before: the response is not
     * authenticated, so this is treated as an attack (RFC 8894 §7.5). An empty response is accepted, because it leads to AES
     * and SHA-256.
     *
     * @param place the server, for the error message
     * @param before the capabilities that it offered
     * @param remedy the action for the case that the server was really changed
     */
    public void requireNoDowngrade(String place, CaCapabilities before, String remedy) throws TrustException {
        Optional<String> lost = lost(before);
        if (lost.isPresent() && !isEmpty()) {
            throw new TrustException(
                    ErrorCode.DOWNGRADE,
                    place + ": the server no longer offers " + lost.get() + "; somebody may be changing its responses."
                            + " If the server was really changed, " + remedy);
        }
    }

    private boolean isEmpty() {
        return known.isEmpty() && unknown.isEmpty();
    }

    private Optional<String> lost(CaCapabilities before) {
        // SCEPStandard implies these three, so a list of them is as strong.
        boolean asStrong = offersAes() && offersSha2() && offersPost();
        if (before.standard() && !standard() && !asStrong) {
            return Optional.of("SCEPStandard");
        }
        if (before.offersAes() && !offersAes()) {
            return Optional.of("AES");
        }
        return before.offersSha2() && !offersSha2() ? Optional.of("SHA-2") : Optional.empty();
    }

    /** The body of a GetCACaps response: one keyword per line. */
    public Bytes encoded() {
        StringBuilder text = new StringBuilder();
        known.forEach(c -> text.append(c.keyword()).append('\n'));
        return Bytes.of(text.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
