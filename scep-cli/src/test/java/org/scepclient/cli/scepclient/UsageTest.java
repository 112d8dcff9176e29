package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
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
                        "scepclient: which command? The commands are enroll, ca, crl, cert, settings, check, status, renew, reset, run, web, testca, demo; see"
                                + " 'scepclient --help'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    enrol                                       | there is no command 'enrol'; The commands are enroll, ca, crl, cert, settings, check, status, renew, reset, run, web, testca, demo; see 'scepclient --help'
                    ca --url http://h --nonsense                | Unknown option: '--nonsense'; see 'scepclient ca --help'
                    ca --url http://h more                      | Unmatched argument at index 2: 'more'; see 'scepclient ca --help'
                    ca                                          | Missing required option: '--url=URL'; see 'scepclient ca --help'
                    ca --url ftp://h                            | URL: 'ftp://h' is not an http or https URL; write http://host[:port]/path or https://host[:port]/path
                    ca --url http://h --timeout soon            | --timeout: 'soon' is no span of time; write a number and s, m, h or d, for example 30s or 8h
                    enroll --url http://h --out target/x        | option --subject is missing; for example --subject /CN=router-7
                    enroll --url http://h --out target/x --key-size 4 | --key-size: 4 bits are not supported; give 2048, 3072 or 4096
                    enroll --url http://h --out target/x --key-size 1024 | --key-size: a key of 1024 bits can be broken; give 2048 or more, or allow it with --legacy
                    enroll --url http://h --out target/x --renew --force | --renew and --force exclude each other; give one of them
                    enroll --url http://h --out target/x --challenge secret | --challenge: the value names where the secret is: env:NAME, file:PATH or prompt; the secret itself never stands on the command line
                    enroll --url http://h --out target/x --subject /CN=a --key-usage signing | --key-usage: 'signing' is no key usage; use the names of RFC 5280, for example digitalSignature,keyEncipherment
                    testca --port 70000                         | --port: expected a port from 0 to 65535, found 70000
                    testca --ra double                          | --ra: expected none, single or split, found 'double'
                    testca --fault nonsense                     | --fault: there is no fault 'nonsense'; --list-faults shows them
                    testca approve                              | Missing required parameter: 'ID'; see 'scepclient testca approve --help'
                    """)
    void saysInOneLineWhatIsWrongWithACommandLine(String line, String message) {
        assertThat(command.run(line.split(" "))).isEqualTo(1);

        assertThat(command.err()).isEqualTo("scepclient: " + message);
        assertThat(command.out()).isEmpty();
    }

    @Test
    void reportsErrorsAsJsonToo() {
        assertThat(command.run("ca", "--json", "--url", "ftp://h")).isEqualTo(1);

        assertThat(command.out())
                .isEqualTo(
                        "{\"command\":\"ca\",\"error\":{\"code\":\"argument\",\"message\":\"URL: 'ftp://h' is not an http or"
                                + " https URL; write http://host[:port]/path or https://host[:port]/path\"},\"exitCode\":1}\n");
    }

    @Test
    void takesAnArgumentThatBeginsWithAnAtSignAsItIs() {
        assertThat(command.run("ca", "--url", "@/etc/passwd")).isEqualTo(1);

        assertThat(command.err()).startsWith("scepclient: URL: '@/etc/passwd' is not an http or https URL");
    }

    @Test
    void completesItsOptionsAndDescribesThem() {
        assertThat(Documents.completion()).contains("--ca-fingerprint").contains("testca");
        assertThat(ManPage.text(CommandName.all("scepclient")))
                .contains(".SH SCEPCLIENT ENROLL")
                .contains("\\fB\\-\\-ca\\-fingerprint\\fR")
                .contains(".SH SCEPCLIENT TESTCA APPROVE");
    }

    @Test
    void writesSpansAsAClockDoes() throws Exception {
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
                            + ": Address already in use; choose another port with --port");
        }
    }
}
