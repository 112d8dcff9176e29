package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UsageTest {
    private final CommandRun command = new CommandRun();

    @Test
    void listsTheCommands() {
        assertThat(command.run("--help")).isZero();

        assertThat(command.out())
                .startsWith("Gets certificates by SCEP (RFC 8894).\n")
                .contains("  enroll    Gets a certificate: from nothing to key, certificate and chain.\n");
    }

    @ParameterizedTest
    @EnumSource
    void showsTheOptionsOfEachCommand(CommandName name) {
        assertThat(command.run(name.id(), "--help")).isZero();

        assertThat(command.out())
                .contains("Usage: scepclient " + name.id() + " ")
                .contains("--help");
        assertThat(command.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void showsItsVersion() {
        assertThat(command.run("--version")).isZero();

        assertThat(command.out()).startsWith("scepclient ");
    }

    @Test
    void asksForACommand() {
        assertThat(command.run()).isEqualTo(1);

        assertThat(command.err())
                .isEqualTo(
                        "scepclient: missing command; the commands are enroll, request, export, ca, crl, cert, settings, check, status, renew, reset, run, web, testca, demo; see"
                                + " 'scepclient --help' [argument]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    enrol                                       | unknown command 'enrol'; did you mean enroll?
                    router                                      | unknown command 'router'; the commands are enroll, request, export, ca, crl, cert, settings, check, status, renew, reset, run, web, testca, demo; see 'scepclient --help'
                    ca --url http://h --ca-fingerprnt=1234      | unknown option '--ca-fingerprnt'; did you mean --ca-fingerprint?
                    enroll --url http://h --out o -subject /CN=a | unknown option '-subject'; did you mean --subject?
                    ca --ulr http://h                           | unknown option '--ulr'; did you mean --url?
                    settings lst                                | unknown subcommand 'lst'; did you mean list?
                    settings exprt                              | unknown subcommand 'exprt'; did you mean export?
                    testca approve F00 F01                      | unexpected argument 'F01'; see 'scepclient testca approve --help'
                    ca --url                                    | option --url needs a value: --url URL; see 'scepclient ca --help'
                    ca --url --proxy h:1                        | option --url needs a value: --url URL; see 'scepclient ca --help'
                    ca --url http://a --url http://b            | option --url is given twice; see 'scepclient ca --help'
                    ca --url http://h --json=yes                | option --json takes no value; see 'scepclient ca --help'
                    ca --url http://h --nonsense                | unknown option '--nonsense'; see 'scepclient ca --help'
                    ca --url http://h more                      | unexpected argument 'more'; see 'scepclient ca --help'
                    ca                                          | missing option --url URL; see 'scepclient ca --help'
                    ca --url ftp://h                            | --url: 'ftp://h' is not an http or https URL; write http://host[:port]/path or https://host[:port]/path
                    ca --url http://h --timeout soon            | --timeout: expected a time such as 30s, 5m, 8h or 90d, found 'soon'
                    enroll --url http://h --out target/x        | missing option --subject; for example --subject /CN=router-7
                    enroll --url http://h --out target/x --key-size 4 | --key-size: expected 2048, 3072 or 4096, found 4
                    enroll --url http://h --out target/x --key-size 1024 | --key-size: a 1024-bit key is weak; use 2048 or more, or allow it with --legacy
                    enroll --url http://h --out target/x --renew --force | --renew and --force exclude each other; give one of them
                    enroll --url http://h --out target/x --if-due soon | --if-due: expected a number, found 'soon'; for example 30d before its end, or 33% of its validity
                    enroll --url http://h --out target/x --if-due 30 | --if-due: expected a unit (s, m, h, d or %), found '30'; for example 30d before its end, or 33% of its validity
                    enroll --url http://h --out target/x --if-due 30w | --if-due: expected a unit (s, m, h, d or %), found '30w'; for example 30d before its end, or 33% of its validity
                    enroll --url http://h --out target/x --if-due 0d | --if-due: expected 1 or more, found '0d'; for example 30d before its end, or 33% of its validity
                    enroll --url http://h --out target/x --if-due 100% | --if-due: expected 1% to 99%, found '100%'; for example 30d before its end, or 33% of its validity
                    enroll --url http://h --out target/x --if-due 30d --renew | --if-due and --renew exclude each other; give one of them
                    enroll --url http://h --out target/x --if-due 30d --force | --if-due and --force exclude each other; give one of them
                    enroll --url http://h --out target/x --if-due 30d | missing option --subject; for example --subject /CN=router-7
                    enroll --url http://h --out target/x --challenge secret | --challenge: expected env:NAME, file:PATH or prompt; the secret itself is never on the command line
                    enroll --url http://h --out target/x --subject /CN=a --key-usage signing | --key-usage: unknown key usage 'signing'; use for example digitalSignature,keyEncipherment
                    request --out r --subject /CN=a             | missing option --new-key FILE, or --key FILE for a key that exists
                    request --out r --new-key k                 | missing option --subject; for example --subject /CN=router-7
                    request --out r --new-key ./r --subject /CN=a | --out and --new-key name the same file; give the request a file of its own
                    request --out r --new-key k --key l --subject /CN=a | --new-key and --key exclude each other; give one of them
                    request --out r --key l --key-size 4096 --subject /CN=a | --key and --key-size exclude each other; give one of them
                    request --out r --new-key k --subject /CN=a --challenge secret | --challenge: expected env:NAME, file:PATH or prompt; the secret itself is never on the command line
                    testca --port 70000                         | --port: expected a port from 0 to 65535, found 70000
                    testca --ra double                          | --ra: expected none, single or split, found 'double'
                    testca --fault nonsense                     | --fault: unknown fault 'nonsense'; list them with --list-faults
                    testca approve                              | missing argument ID; see 'scepclient testca approve --help'
                    """)
    void reportsAWrongCommandLineInOneLine(String line, String message) {
        assertThat(command.run(line.split(" "))).isEqualTo(1);

        assertThat(command.err()).startsWith("scepclient: " + message + " [").endsWith("]");
        assertThat(command.out()).isEmpty();
    }

    @Test
    void pointsAtTheWrongPartOfAValueAtATerminal() {
        command.showingErrors();
        assertThat(enroll("--subject", "/O=Example/CNN=router-7")).isEqualTo(1);
        assertThat(command.err())
                .startsWith("scepclient: ")
                .contains("'CNN'")
                .endsWith("; did you mean CN? [argument]\n    /O=Example/CNN=router-7\n               ^^^");
        assertThat(enroll("--subject", "/CN=a", "--key-usage", "digitalSignature, keyEnciphermnt"))
                .isEqualTo(1);
        assertThat(command.err()).isEqualTo("""
                scepclient: --key-usage: unknown key usage 'keyEnciphermnt'; did you mean keyEncipherment? [argument]
                    digitalSignature, keyEnciphermnt
                                      ^^^^^^^^^^^^^^""");
    }

    @Test
    void pointsAtNothingInAPipeAndInJson() {
        assertThat(enroll("--subject", "/O=Example/CNN=router-7")).isEqualTo(1);
        assertThat(command.err()).doesNotContain("\n");
        command.showingErrors();
        assertThat(enroll("--subject", "/O=Example/CNN=router-7", "--json")).isEqualTo(1);
        assertThat(command.err()).isEmpty();
        assertThat(command.out()).doesNotContain("^");
    }

    private int enroll(String... options) {
        List<String> args = new ArrayList<>(List.of("enroll", "--url", "http://h", "--out", "target/x"));
        args.addAll(List.of(options));
        return command.run(args.toArray(String[]::new));
    }

    @Test
    void reportsErrorsAsJsonToo() {
        assertThat(command.run("ca", "--json", "--url", "ftp://h")).isEqualTo(1);

        assertThat(command.out())
                .isEqualTo(
                        "{\"command\":\"ca\",\"error\":{\"code\":\"argument\",\"message\":\"--url: 'ftp://h' is not an http or"
                                + " https URL; write http://host[:port]/path or https://host[:port]/path\"},\"exitCode\":1}\n");
    }

    @Test
    void takesAnArgumentThatBeginsWithAnAtSignAsItIs() {
        assertThat(command.run("ca", "--url", "@/etc/passwd")).isEqualTo(1);

        assertThat(command.err()).startsWith("scepclient: --url: '@/etc/passwd' is not an http or https URL");
    }

    @Test
    void completesItsOptionsAndDescribesThem() {
        assertThat(Documents.completion()).contains("--ca-fingerprint").contains("testca");
        assertThat(ManPage.text(CommandName.all("scepclient")))
                .contains(".SH SCEPCLIENT ENROLL")
                .contains("share (33%) of the validity")
                .contains("\\fB\\-\\-ca\\-fingerprint\\fR")
                .contains(".SH SCEPCLIENT TESTCA APPROVE");
    }

    @Test
    void formatsDurationsAsAClock() throws Exception {
        assertThat(TimeSpan.clock(Duration.ofSeconds(42))).isEqualTo("0:42");
        assertThat(TimeSpan.clock(TimeSpan.parse("--x", "725"))).isEqualTo("12:05");
        assertThat(TimeSpan.clock(TimeSpan.parse("--x", "1h").plusSeconds(123))).isEqualTo("1:02:03");
    }

    @Test
    void doesNotListenOnAPortThatIsTaken() throws IOException {
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            int status = command.run("testca", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(status).isEqualTo(95);
            assertThat(command.err())
                    .isEqualTo("scepclient: cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": Address already in use; choose another port with --port [transport.unreachable]");
        }
    }
}
