package org.scepclient.pkcs10;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.scepclient.value.NearestName;

/** OpenSSL's short and long names of object identifiers. */
final class ObjectNames {
    private static final String TABLE = "object-names.tsv";

    private final Map<String, String> identifiers = new HashMap<>();
    private final Map<String, String> shortNames = new HashMap<>();

    /** Reads the table on the first use of a name that {@link StandardAttributes} and the like do not have. */
    private static final class Loaded {
        static final ObjectNames NAMES = new ObjectNames();
    }

    private ObjectNames() {
        try (InputStream table = Objects.requireNonNull(ObjectNames.class.getResourceAsStream(TABLE), TABLE);
                var lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(TABLE, e);
        }
    }

    private void add(String line) {
        String[] columns = line.split("\t", -1);
        shortNames.putIfAbsent(columns[0], columns[1]);
        for (int i = 1; i < columns.length; i++) {
            identifiers.putIfAbsent(columns[i], columns[0]);
        }
    }

    /** The identifier with this name, or in dotted form; names are case-sensitive. */
    static Optional<ASN1ObjectIdentifier> identifier(String text) {
        if (!text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9') {
            return Optional.ofNullable(ASN1ObjectIdentifier.tryFromID(text));
        }
        return Optional.ofNullable(Loaded.NAMES.identifiers.get(text)).map(ASN1ObjectIdentifier::new);
    }

    static Optional<String> shortName(ASN1ObjectIdentifier identifier) {
        return Optional.ofNullable(Loaded.NAMES.shortNames.get(identifier.getId()));
    }

    /** The known name nearest to {@code text}. */
    static Optional<String> nearest(String text) {
        return NearestName.of(text, new TreeSet<>(Loaded.NAMES.identifiers.keySet()));
    }
}
