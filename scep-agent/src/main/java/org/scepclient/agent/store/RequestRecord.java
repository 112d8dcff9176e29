package org.scepclient.agent.store;

import java.security.PublicKey;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.StorageException;
import org.scepclient.file.NamedLines;

/**
 * How the certificate in use was requested.
 *
 * @param keyDigest SHA-256 of the certificate's public key; the record of another key does not count
 * @param server the URL and the CA identifier; empty in a record of an earlier version
 * @param settings the settings that determined the request, by key
 * @param deviations differences between the request and the issued certificate, a line each
 */
public record RequestRecord(
        String keyDigest, Optional<String> server, Map<String, String> settings, List<String> deviations) {
    private static final String HEAD = "scep-requested";
    private static final String VERSION = "1";
    private static final String KEY = "key";
    private static final String SERVER = "server";
    private static final String DEVIATION = "deviation";
    private static final String SETTING = "setting";

    public RequestRecord {
        settings = Map.copyOf(settings);
        deviations = List.copyOf(deviations);
    }

    /** The record of the certificate for a key. */
    public static RequestRecord of(
            PublicKey key, String server, Map<String, String> settings, List<String> deviations) {
        return new RequestRecord(digest(key), Optional.of(server), settings, deviations);
    }

    public boolean isOf(PublicKey key) {
        return keyDigest.equals(digest(key));
    }

    private static String digest(PublicKey key) {
        return HexFormat.of().formatHex(DigestAlgorithm.SHA256.digest(key.getEncoded()));
    }

    /** The record as text. */
    public String encode() {
        NamedLines text = NamedLines.begin().put(HEAD, VERSION).put(KEY, keyDigest);
        server.ifPresent(value -> text.put(SERVER, value));
        settings.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> text.put(SETTING, entry.getKey() + "=" + entry.getValue()));
        deviations.forEach(deviation -> text.put(DEVIATION, deviation));
        return text.toString();
    }

    /**
     * Decodes the result of {@link #encode}.
     *
     * @param place the source of the text, for error messages
     */
    public static RequestRecord decode(String place, String text) throws StorageException {
        NamedLines lines = NamedLines.parse(place, text);
        if (!lines.value(HEAD).equals(VERSION)) {
            throw lines.damaged("unknown version", null);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (String assignment : values(lines, SETTING)) {
            String[] parts = assignment.split("=", 2);
            if (parts.length < 2) {
                throw lines.damaged("a setting without a value", null);
            }
            settings.put(parts[0], parts[1]);
        }
        return new RequestRecord(lines.value(KEY), lines.find(SERVER), settings, values(lines, DEVIATION));
    }

    private static List<String> values(NamedLines lines, String name) {
        return lines.lines().stream()
                .filter(line -> line.name().equals(name))
                .map(NamedLines.Line::value)
                .toList();
    }
}
