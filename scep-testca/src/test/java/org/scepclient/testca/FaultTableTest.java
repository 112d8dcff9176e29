package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.scepclient.error.ErrorCode;
import org.scepclient.testca.fault.Expectation;
import org.scepclient.testca.fault.Fault;

/** The table in docs/testca.md matches {@link Fault}. */
class FaultTableTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "testca.md");

    @Test
    void isInTheDocumentationAsItIs() throws IOException {
        String table = Arrays.stream(Fault.values()).map(FaultTableTest::row).collect(Collectors.joining("\n"));
        assertThat(Files.readString(DOCUMENT)).contains(table);
    }

    private static String row(Fault fault) {
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        fault.id(),
                        fault.description(),
                        fault.operation().words(),
                        fault.expectation().name().toLowerCase(Locale.ROOT)
                                + fault.errorCode()
                                        .map(code -> ", " + code.exitCode() + " " + code.id())
                                        .orElse(""));
    }

    @Test
    void hasAFaultForEveryNameAndNoOther() {
        for (Fault fault : Fault.values()) {
            assertThat(fault.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(Fault.of(fault.id())).contains(fault);
        }
        assertThat(Fault.of("none")).isEmpty();
    }

    @Test
    void refusesMoreThanSixty() {
        assertThat(Arrays.stream(Fault.values()).filter(fault -> fault.expectation() == Expectation.REFUSE))
                .hasSizeGreaterThan(60)
                .allMatch(fault -> fault.errorCode().map(ErrorCode::exitCode).orElse(0) > 0);
    }
}
