package org.scepclient.web.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** A service of the router for which a button adds commands to the success script. */
public enum RouterService {
    IPSEC("IPsec"),
    OPENVPN("OpenVPN");

    private final String label;

    RouterService(String label) {
        this.label = label;
    }

    /** The service with this button value. */
    public static Optional<RouterService> ofButton(String value) {
        return Arrays.stream(values())
                .filter(service -> service.button().equals(value))
                .findFirst();
    }

    String button() {
        return "use-" + id();
    }

    public String label() {
        return label;
    }

    private String id() {
        return label.toLowerCase(Locale.ROOT);
    }

    /** Commands that replace key and certificate of the first tunnel and restart the service. */
    String commands() {
        return "scep_replace_pem /etc/settings." + id() + " " + name() + "_LOCAL_KEY pkey " + name()
                + "_LOCAL_CERT cert\n/etc/init.d/" + id() + " restart\n";
    }

    /**
     * Appends the commands to a script. A script that contains them, or is not base64, is returned unchanged.
     *
     * @param script in base64, as in the settings file
     */
    public String appendTo(String script) {
        try {
            // ISO 8859-1 preserves the bytes of any character set.
            String text = new String(Base64.getDecoder().decode(script), ISO_8859_1);
            String separator = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
            return text.contains(commands())
                    ? script
                    : Base64.getEncoder().encodeToString((text + separator + commands()).getBytes(ISO_8859_1));
        } catch (IllegalArgumentException e) {
            return script;
        }
    }
}
