package org.scepclient.web.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
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

    private String file() {
        return "/etc/settings." + id();
    }

    private String program() {
        return "/etc/init.d/" + id();
    }

    private String replacement() {
        return "scep_replace_pem " + file() + " " + name() + "_LOCAL_KEY pkey " + name() + "_LOCAL_CERT cert";
    }

    /**
     * Commands that replace key and certificate of the first tunnel and restart the service. The first failure ends the script,
     * so that it is the result of the script; what is missing is found before anything is changed.
     */
    String commands() {
        return "# " + label + ": ends the script at the first failure\n"
                + "test -f " + file() + " || { echo '" + label + ": " + file() + " does not exist'; exit 1; }\n"
                + "test -x " + program() + " || { echo '" + label + ": " + program()
                + " does not exist or is not executable'; exit 1; }\n"
                + replacement() + " || exit\n"
                + program() + " restart || exit\n";
    }

    /** The commands of earlier versions, in which a successful restart hid a failed replacement. */
    private String oldCommands() {
        return replacement() + "\n" + program() + " restart\n";
    }

    /**
     * What this device lacks for the commands.
     *
     * @param root root directory of the device
     */
    public List<String> missing(Path root) {
        List<String> missing = new ArrayList<>();
        if (!Files.isRegularFile(root.resolve(file().substring(1)))) {
            missing.add(file());
        }
        if (!Files.isExecutable(root.resolve(program().substring(1)))) {
            missing.add(program());
        }
        return missing;
    }

    /** Whether a script, in base64, has the commands of an earlier version, which are left as they are. */
    public boolean hasOldCommands(String script) {
        return decoded(script).contains(oldCommands());
    }

    /**
     * Appends the commands to a script. A script that contains them or those of an earlier version, or is not base64, is returned
     * unchanged.
     *
     * @param script in base64, as in the settings file
     */
    public String appendTo(String script) {
        String text = decoded(script);
        if ((text.isEmpty() && !script.isEmpty()) || text.contains(commands()) || text.contains(oldCommands())) {
            return script;
        }
        String separator = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
        return Base64.getEncoder().encodeToString((text + separator + commands()).getBytes(ISO_8859_1));
    }

    /** The text of a script; ISO 8859-1 preserves the bytes of any character set. Empty if it is not base64. */
    private static String decoded(String script) {
        try {
            return new String(Base64.getDecoder().decode(script), ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
