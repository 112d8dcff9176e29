package org.scepclient.cli.scepclient;

import java.util.Optional;
import org.scepclient.cli.Version;
import org.scepclient.web.server.WebServerService;
import picocli.CommandLine.Model.CommandSpec;

/** The names of the commands; the class of a command is loaded only to run it. */
enum CommandName {
    ENROLL("enroll"),
    REQUEST("request"),
    EXPORT("export"),
    CA("ca"),
    CRL("crl"),
    CERT("cert"),
    SETTINGS("settings"),
    CHECK("check"),
    STATUS("status"),
    RENEW("renew"),
    RESET("reset"),
    RUN("run"),
    WEB("web"),
    TESTCA("testca"),
    DEMO("demo");

    private final String id;

    CommandName(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    Command command() {
        return switch (this) {
            case ENROLL -> new EnrollCommand();
            case REQUEST -> new RequestCommand();
            case EXPORT -> new ExportCommand();
            case CA -> new CaCommand();
            case CRL -> new CrlCommand();
            case CERT -> new CertCommand();
            case SETTINGS -> new SettingsCommand();
            case CHECK -> new CheckCommand(false);
            case STATUS -> new StatusCommand();
            case RENEW -> new CheckCommand(true);
            case RESET -> new ResetCommand();
            case RUN -> new RunCommand(new WebServerService());
            case WEB -> new WebCommand();
            case TESTCA -> new TestCaCommand();
            case DEMO -> new DemoCommand();
        };
    }

    static Optional<CommandName> of(String id) {
        for (CommandName name : values()) {
            if (name.id.equals(id)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** The model of the whole command, for its help, its completion and its manual page. */
    static CommandSpec all(String program) {
        CommandSpec root =
                Options.command("Gets certificates by SCEP (RFC 8894).", "").name(program);
        root.addOption(Options.flag("--version", "Show the version and exit.").build());
        root.version(program + " " + Version.text());
        for (CommandName name : values()) {
            root.addSubcommand(name.id, name.command().model());
        }
        root.usageMessage().footer("", "'" + program + " COMMAND --help' shows the options of a command.");
        return root;
    }
}
