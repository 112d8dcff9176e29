package org.scepclient.cli.sscep;

import org.scepclient.cli.Version;

/** The manual page sscep(1), made from the option table. */
final class ManPage {
    private final StringBuilder page = new StringBuilder(16384);

    private ManPage() {}

    static String text() {
        ManPage page = new ManPage();
        page.introduction();
        page.options();
        page.configuration();
        page.files();
        page.exitStatus();
        page.examples();
        return page.page.toString();
    }

    private void introduction() {
        raw(".TH SSCEP 1 \"\" \"scepClient " + Version.text() + "\" \"User Commands\"");
        section("NAME");
        paragraph("sscep - enroll and query certificates by SCEP (RFC 8894)");
        section("SYNOPSIS");
        raw(".B sscep");
        raw(".I operation");
        paragraph("[options]");
        section("DESCRIPTION");
        paragraph("The operation is the first argument. Options that are not on the command line are taken from the"
                + " configuration file (-f). An option that the operation does not use is ignored.");
        for (Operation operation : Operation.values()) {
            term(operation.id(), "", operation.help() + ".");
        }
    }

    private void options() {
        section("OPTIONS");
        paragraph("Letters can be combined, and their argument attached; of several occurrences of an option the last"
                + " one is used, except that those of -M add up.");
        for (Option option : Option.values()) {
            term(option.flag(), option.argument(), option.help() + "." + operations(option));
        }
    }

    private static String operations(Option option) {
        if (option.concerns(Operation.GETCAPS) || option.differs()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (Operation operation : Operation.values()) {
            if (option.concerns(operation)) {
                text.append(text.isEmpty() ? " (" : ", ").append(operation.id());
            }
        }
        return text.append(')').toString();
    }

    private void configuration() {
        section("CONFIGURATION FILE");
        paragraph("The syntax is that of OpenSSL: key = value, [section], comments after #, quotes, backslashes,"
                + " $variable, $section::variable and $ENV::NAME. Switches take true, yes, 1 or on.");
        for (Option option : Option.values()) {
            for (ConfigKey key : option.keys()) {
                term("[" + key.section() + "] " + key.name(), "", "As " + option.flag() + ".");
            }
        }
        paragraph("The key engine of [sscep] names a section with engine_id (pkcs11, or the name of a JCA provider),"
                + " MODULE_PATH or dynamic_path (the PKCS#11 library) and PIN.");
    }

    private void files() {
        section("FILES");
        paragraph("All files are PEM. A file is written completely or not at all. getca writes the file of -c or, if"
                + " the reply has several certificates, one file for each with the suffixes -0, -1, ... The other"
                + " operations read the file of -c, or the files with suffixes, and choose by keyUsage which"
                + " certificate verifies replies and to which one requests are encrypted.");
    }

    private void exitStatus() {
        section("EXIT STATUS");
        term("0", "", "Success.");
        term("1", "", "Invalid argument or unsupported algorithm.");
        term("2", "", "The server refused the request without a reason.");
        term("3", "", "The request is still pending after the last poll.");
        term(
                "70, 71, 72, 73, 74",
                "",
                "The server refused the request: badAlg, badMessageCheck, badRequest, badTime, badCertId.");
        term("89", "", "The network timed out.");
        term("91", "", "The self-signed certificate could not be created, or the serial number is invalid.");
        term("93", "", "A file could not be read or written, or the requested object is not in the reply.");
        term("95", "", "Network or HTTP error.");
        term("97", "", "The reply is not accepted: its signature, encryption, attributes or certificate is invalid.");
    }

    private void examples() {
        section("EXAMPLES");
        example("sscep getca -u http://ca.example.com/scep -c ca.crt --ca-fingerprint 3F:...");
        example("sscep enroll -u http://ca.example.com/scep -c ca.crt -k device.key -r device.csr -l device.crt");
        example("sscep getcrl -u http://ca.example.com/scep -c ca.crt -k device.key -l device.crt -w ca.crl");
    }

    private void section(String name) {
        raw(".SH " + name);
    }

    private void example(String command) {
        raw(".PP");
        raw(".nf");
        paragraph(command);
        raw(".fi");
    }

    private void term(String word, String argument, String text) {
        raw(".TP");
        raw(
                argument.isEmpty()
                        ? ".B \"" + escaped(word) + '"'
                        : ".BI \"" + escaped(word) + " \" \"" + escaped(argument) + '"');
        paragraph(text);
    }

    private void paragraph(String text) {
        raw(escaped(text));
    }

    private void raw(String line) {
        page.append(line).append('\n');
    }

    /** Escapes two characters; no text of the tables begins with a control character of troff. */
    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }
}
