package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.cli.MarkedUrls;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.testca.TestCa;

/** No operation prints the password of a URL or a proxy, however malformed they are. */
class PasswordOutputTest {
    private static final String[][] LEVELS = {{"-v", "-d"}, {"--json", "-d"}};

    @TempDir
    Path dir;

    private SscepFixture fixture;

    @BeforeEach
    void files() throws Exception {
        fixture = new SscepFixture(dir);
        fixture.device("r", DeviceKeys.FIRST);
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            fixture.getCa(ca);
            fixture.enroll(ca, "r");
        }
    }

    private void assertHidden(List<String> words) {
        for (String[] level : LEVELS) {
            List<String> line = new ArrayList<>(words);
            line.addAll(List.of(level));
            CommandRun run = fixture.run(line.toArray(String[]::new));
            assertThat(run.out() + run.err()).as(line.toString()).doesNotContain(MarkedUrls.MARK);
        }
    }

    /** An operation with the files that it reads before it contacts the server. */
    private static List<String> operation(Operation operation, String... more) {
        List<String> words = new ArrayList<>(List.of(operation.id()));
        words.addAll(
                switch (operation) {
                    case GETCAPS -> List.of();
                    case GETCA -> List.of("-c", "@new.crt");
                    case GETNEXTCA -> List.of("-c", "@new.crt", "-C", "@ca.crt");
                    case ENROLL -> List.of("-c", "@ca.crt", "-k", "@r.key", "-r", "@r.csr", "-l", "@new.crt");
                    case GETCERT ->
                        List.of("-c", "@ca.crt", "-k", "@r.key", "-l", "@r.crt", "-s", "1", "-w", "@new.crt");
                    case GETCRL -> List.of("-c", "@ca.crt", "-k", "@r.key", "-l", "@r.crt", "-w", "@new.crl");
                });
        words.addAll(List.of(more));
        return words;
    }

    @Test
    void hidesThePasswordOfTheUrl() {
        for (Operation operation : Operation.values()) {
            for (String url : MarkedUrls.all()) {
                assertHidden(operation(operation, "-u", url));
            }
        }
    }

    @Test
    void hidesThePasswordOfTheProxy() {
        for (String proxy : MarkedUrls.all()) {
            assertHidden(operation(Operation.GETCAPS, "-u", "http://127.0.0.1:1/x", "-p", proxy));
            assertHidden(operation(Operation.GETCA, "-u", "https://127.0.0.1:1/x", "-p", proxy));
        }
    }

    @Test
    void hidesThePasswordInTheConfigurationFile() throws Exception {
        for (String url : MarkedUrls.all()) {
            fixture.write("conf", "[sscep]\nURL = \"" + url + "\"\nProxy = \"" + url + "\"\n");
            assertHidden(operation(Operation.GETCAPS, "-f", "@conf"));
        }
    }

    @Test
    void hidesThePasswordOfAUrlInTheWrongPlace() {
        for (String url : MarkedUrls.all()) {
            if (url.contains("@")) {
                assertHidden(List.of(url));
                assertHidden(List.of("getcaps", url));
                assertHidden(List.of("getcaps", "--ulr=" + url));
                assertHidden(List.of("getcaps", "--" + url));
            }
        }
    }

    @Test
    void hidesThePasswordWhereTheServerAnswers() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            String url = ca.url().toString().replace("http://", "http://user:s3cret@");
            for (Operation operation : Operation.values()) {
                assertHidden(operation(operation, "-u", url));
            }
            assertHidden(operation(Operation.GETCAPS, "-u", ca.url() + "?token=s3cret"));
        }
    }

    @Test
    void hidesThePasswordOfARedirect() throws Exception {
        for (String url : MarkedUrls.all()) {
            try (ScriptedServer server = ScriptedServer.redirecting(url)) {
                assertHidden(operation(Operation.GETCAPS, "-u", server.url("/scep")));
                assertHidden(operation(Operation.ENROLL, "-u", server.url("/scep")));
            }
        }
    }
}
