package org.scepclient.cli.scepclient;

import java.util.Locale;
import java.util.Map;
import org.scepclient.cli.Version;
import org.scepclient.error.ErrorCode;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page scepclient(1), made from the commands' models. */
final class ManPage {
    private final StringBuilder page = new StringBuilder(16384);

    private ManPage() {}

    static String text(CommandSpec root) {
        ManPage page = new ManPage();
        page.introduction(root);
        for (Map.Entry<String, CommandLine> command : root.subcommands().entrySet()) {
            page.command(
                    root.name() + " " + command.getKey(), command.getValue().getCommandSpec());
        }
        page.exitStatus();
        page.examples();
        return page.page.toString();
    }

    private void introduction(CommandSpec root) {
        String name = root.name();
        raw(".TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"scepClient " + Version.text() + "\" \"User Commands\"");
        raw(".SH NAME");
        raw(name + " \\- get and query certificates by SCEP (RFC 8894)");
        raw(".SH SYNOPSIS");
        raw(".B " + name);
        raw(".I command");
        paragraph("[options]");
        raw(".SH DESCRIPTION");
        paragraph("Times are numbers with s, m, h or d. With --json a command prints one JSON object; that of an error"
                + " has the members error.code, error.message and exitCode.");
    }

    private void command(String name, CommandSpec command) {
        raw(".SH " + escaped(name.toUpperCase(Locale.ROOT)));
        for (String text : command.usageMessage().description()) {
            if (text.startsWith("  ")) {
                raw(".br");
                paragraph(text.strip());
            } else {
                raw(".PP");
                paragraph(text);
            }
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            term("\\fI" + escaped(parameter.paramLabel()) + "\\fR", parameter.description());
        }
        for (OptionSpec option : command.options()) {
            term(heading(option), option.description());
        }
        for (Map.Entry<String, CommandLine> subcommand : command.subcommands().entrySet()) {
            command(name + " " + subcommand.getKey(), subcommand.getValue().getCommandSpec());
        }
    }

    private static String heading(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        for (String name : option.names()) {
            names.append(names.isEmpty() ? "" : ", ")
                    .append("\\fB")
                    .append(escaped(name))
                    .append("\\fR");
        }
        return option.arity().max() == 0 ? names.toString() : names + " \\fI" + escaped(option.paramLabel()) + "\\fR";
    }

    private void exitStatus() {
        raw(".SH EXIT STATUS");
        term("\\fB0\\fR", "Success.");
        for (ErrorCode code : ErrorCode.values()) {
            term("\\fB" + code.exitCode() + "\\fR", code.id());
        }
    }

    private void examples() {
        raw(".SH EXAMPLES");
        raw(".nf");
        paragraph("scepclient ca --url http://ca.example.com/scep");
        paragraph("scepclient enroll --url http://ca.example.com/scep --out /etc/device --subject /CN=router-7 \\");
        paragraph("    --challenge-file challenge --ca-fingerprint 3F:...");
        paragraph("scepclient enroll --url http://ca.example.com/scep --out /etc/device --renew");
        paragraph("scepclient crl --cert /etc/device/cert.pem --out ca.crl");
        raw(".fi");
    }

    private void term(String heading, String... description) {
        raw(".TP");
        raw(heading);
        // In help texts %% is a percent sign.
        paragraph(String.join(" ", description).replace("%%", "%"));
    }

    private void paragraph(String text) {
        String line = escaped(text);
        raw(line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line);
    }

    private void raw(String line) {
        page.append(line).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }
}
