package org.scepclient.web.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** A service of the router that a button makes use the certificate, by lines in the success script. */
public enum RouterService {
    IPSEC("IPsec"),
    OPENVPN("OpenVPN");

    private final String label;

    RouterService(String label) {
        this.label = label;
    }

    /** The one whose button has this value. */
    public static Optional<RouterService> ofButton(String value) {
        return Arrays.stream(values())
                .filter(service -> service.button().equals(value))
                .findFirst();
    }

    String button() {
        return "use-" + word();
    }

    public String label() {
        return label;
    }

    private String word() {
        return label.toLowerCase(Locale.ROOT);
    }

    /** The first tunnel's key and certificate are replaced, and the service is started again. */
    String lines() {
        return "scep_replace_pem /etc/settings." + word() + " " + name() + "_LOCAL_KEY pkey " + name()
                + "_LOCAL_CERT cert\n/etc/init.d/" + word() + " restart\n";
    }

    /**
     * The script with these lines at its end, or as it is where it has them already or cannot be read.
     *
     * @param script in base64, as it is stored
     */
    public String addedTo(String script) {
        try {
            // Bytes stand for themselves, so that those of another character set stay.
            String text = new String(Base64.getDecoder().decode(script), ISO_8859_1);
            String separator = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
            return text.contains(lines())
                    ? script
                    : Base64.getEncoder().encodeToString((text + separator + lines()).getBytes(ISO_8859_1));
        } catch (IllegalArgumentException e) {
            return script;
        }
    }
}
